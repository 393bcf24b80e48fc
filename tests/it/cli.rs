//! Transcripts of the command line: those of `README.md` and `cases/README.md`, and `tests/cli/*.trycmd`, run from the root of the repository.

#[test]
fn transcripts_say_what_the_program_prints() {
    trycmd::TestCases::new()
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .case("tests/cli/*.trycmd")
        .case("README.md")
        .case("cases/README.md")
        .run();
}
