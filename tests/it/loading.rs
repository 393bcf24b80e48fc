//! Finding, reading and writing files: what is read, what is refused, and what is left on the disk.
#![expect(clippy::disallowed_methods, reason = "tests lay out files on the disk")]

use std::fs;
use std::path::{Path, PathBuf};

use habeas::diagnostic::{Code, Diagnostic, terminal::render};
use habeas::pack::{
    Failure, LARGEST_FILE, Loaded, Origin, Reading, discover, embedded::PACKS, load, load_pack, read_source,
    write_whole,
};
use habeas::source::{SourceId, Span};
use habeas::syntax::ast::{File, Item, Name};
use tempfile::TempDir;

/// A parser that knows `include` and nothing else; any other line is fine.
fn parse(source: SourceId, text: &str) -> (File, Vec<Diagnostic>) {
    let mut items = Vec::new();
    for (at, _) in text.match_indices("include \"") {
        let start = at + "include \"".len();
        let end = start + text[start..].find('"').unwrap_or(0);
        items.push(Item::Include(Name {
            text: text[start..end].to_owned(),
            span: Span::new(source, start - 1, end + 1),
        }));
    }
    (File { items }, Vec::new())
}

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for temporary files");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("folders can be made");
        fs::write(path, text).expect("files can be written");
    }
    folder
}

/// Reads one file of a folder and what it includes.
#[track_caller]
fn load_one(folder: &TempDir, name: &str) -> (Reading, Vec<Loaded>) {
    let mut reading = Reading::new(parse);
    let files = load(&mut reading, &[folder.path().join(name)]).expect("the file is there");
    (reading, files)
}

fn codes(reading: &Reading) -> Vec<Code> {
    reading.diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

/// The drawing of what is wrong, without the name of the temporary folder.
fn drawn(reading: &Reading, folder: &TempDir) -> String {
    render(&reading.sources, &reading.diagnostics, false).replace(&format!("{}/", folder.path().display()), "")
}

/// What lies in a folder, hidden files too.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// The names of the files read, in order, without their folder.
fn read_names(reading: &Reading, files: &[Loaded]) -> Vec<String> {
    let name = |file: &Loaded| Path::new(reading.sources.name(file.source)).file_name().map(PathBuf::from);
    files.iter().filter_map(name).map(|name| name.display().to_string()).collect()
}

// ---------------------------------------------------------------- one file

#[test]
fn a_file_with_nul_bytes_is_pointed_into() {
    let folder = folder(&[("a.case", "case a \"A\"\n  no\0te\n")]);
    let (reading, files) = load_one(&folder, "a.case");
    assert!(files.is_empty());
    insta::assert_snapshot!(drawn(&reading, &folder), @r##"
error[nul-byte]: byte 15 of the file is NUL
 --> a.case:2:5
  |
2 |   no␀te
  |     ^ this cannot stand in a text
  |
  = help: save the file as plain text in UTF-8; UTF-16 and word processor files are not read

1 error
"##);
}

#[test]
fn a_file_that_is_not_utf8_is_pointed_into() {
    let folder = folder(&[]);
    fs::write(folder.path().join("a.case"), b"case ok \"Caf\xe9\"\n").unwrap();
    fs::write(folder.path().join("wide.case"), b"\xff\xfec\0a\0s\0e\0").unwrap();
    let (reading, files) = load_one(&folder, "a.case");
    assert!(files.is_empty());
    insta::assert_snapshot!(drawn(&reading, &folder), @r##"
error[not-utf8]: the file is not UTF-8 text, from byte 12 on
 --> a.case:1:13
  |
1 | case ok "Caf�"
  |             ^ unreadable from here
  |
  = help: save the file as UTF-8

1 error
"##);
    let (reading, _) = load_one(&folder, "wide.case");
    assert_eq!(codes(&reading), [Code::NotUtf8]);
    assert!(reading.diagnostics[0].help.contains("UTF-16"));
}

#[test]
fn a_file_of_fifty_megabytes_is_refused_unread() {
    let folder = folder(&[]);
    fs::File::create(folder.path().join("big.case")).unwrap().set_len(50 * 1024 * 1024).unwrap();
    let (reading, files) = load_one(&folder, "big.case");
    assert!(files.is_empty());
    assert_eq!(reading.sources.iter().map(|(_, source)| source.text.len()).sum::<usize>(), 0);
    insta::assert_snapshot!(drawn(&reading, &folder), @r##"
error[file-too-large]: the file is larger than 4 MiB
 --> big.case:1:1
  |
1 |
  | ^
  |
  = help: split it, and join the parts with `include`

1 error
"##);
}

#[test]
fn the_largest_file_is_read_and_one_byte_more_is_not() {
    let folder = folder(&[]);
    let largest = usize::try_from(LARGEST_FILE).unwrap();
    fs::write(folder.path().join("fits.case"), "#".repeat(largest)).unwrap();
    fs::write(folder.path().join("over.case"), "#".repeat(largest + 1)).unwrap();
    assert_eq!(codes(&load_one(&folder, "fits.case").0), []);
    assert_eq!(codes(&load_one(&folder, "over.case").0), [Code::FileTooLarge]);
}

#[cfg(unix)]
#[test]
fn a_device_without_end_is_refused() {
    let mut reading = Reading::new(parse);
    assert_eq!(read_source(&mut reading, Path::new("/dev/zero")), Ok(None));
    assert_eq!(codes(&reading), [Code::FileTooLarge]);
}

#[test]
fn a_missing_file_and_a_folder_are_failures_with_a_way_out() {
    let folder = folder(&[("ilmarinen.case", ""), ("rules/a.law", "")]);
    let says = |name: &str| {
        let path = folder.path().join(name);
        let failure = read_source(&mut Reading::new(parse), &path).expect_err("it is no file");
        failure.to_string().replace(&format!("{}/", folder.path().display()), "")
    };
    assert_eq!(says("ilmarnien.case"), "there is no file `ilmarnien.case`; did you mean `ilmarinen.case`?");
    assert_eq!(says("ilmarinen"), "there is no file `ilmarinen`; did you mean `ilmarinen.case`?");
    assert_eq!(says("other.case"), "there is no file `other.case`; check its name and folder");
    assert_eq!(says("none/a.case"), "there is no folder `none`; check its name, or make it first");
    assert_eq!(says("rules"), "`rules` is a folder, and a file is needed; name a file in it");
    assert_eq!(Failure::EXIT_CODE, 2);
}

// ---------------------------------------------------------------- includes

#[test]
fn included_files_are_read_from_the_folder_of_their_file_and_once() {
    let folder = folder(&[
        ("case/a.case", "include \"../common/b.case\"\ninclude \"c.case\"\n"),
        ("common/b.case", "include \"../case/c.case\"\n"),
        ("case/c.case", ""),
    ]);
    let mut reading = Reading::new(parse);
    let all = ["case/a.case", "case/c.case", "common/b.case"].map(|name| folder.path().join(name));
    let files = load(&mut reading, &all).unwrap();
    assert_eq!(read_names(&reading, &files), ["a.case", "b.case", "c.case"]);
    assert_eq!(codes(&reading), []);

    let again = load(&mut reading, &all[..1]).unwrap();
    assert_eq!(again, files, "a second case sees the same files");
    assert_eq!(reading.sources.iter().count(), 3, "which are not read again");
}

#[test]
fn a_file_that_includes_itself_is_a_ring() {
    let folder = folder(&[("a.case", "# first\ninclude \"a.case\"\n")]);
    let (reading, files) = load_one(&folder, "a.case");
    assert_eq!(files.len(), 1);
    insta::assert_snapshot!(drawn(&reading, &folder), @r##"
error[include-ring]: `a.case` includes itself
 --> a.case:2:9
  |
2 | include "a.case"
  |         ^^^^^^^^ this closes the ring
  |
  = help: take one of these includes out; what both files need belongs in a third

1 error
"##);
}

#[test]
fn a_ring_of_includes_is_shown_whole() {
    let folder = folder(&[
        ("top.law", "include \"a.law\"\n"),
        ("a.law", "include \"b.law\"\n"),
        ("b.law", "include \"./a.law\"\n"),
    ]);
    let (reading, files) = load_one(&folder, "top.law");
    assert_eq!(files.len(), 3);
    insta::assert_snapshot!(drawn(&reading, &folder), @r##"
error[include-ring]: `a.law` includes itself through `b.law`
 --> b.law:1:9
  |
1 | include "./a.law"
  |         ^^^^^^^^^ this closes the ring
  |
 ::: a.law:1:9
  |
1 | include "b.law"
  |         ------- `b.law` is included here
  |
  = help: take one of these includes out; what both files need belongs in a third

1 error
"##);
}

#[test]
fn an_include_that_leads_nowhere_says_why() {
    let lines = ["common.cse", "comon.case", "sub", "none/a.case", "/etc/hostname", "notes.txt", "folder.case"];
    let text: String = lines.iter().map(|name| format!("include \"{name}\"\n")).collect();
    let folder = folder(&[("a.case", &text), ("common.case", ""), ("sub/x.case", ""), ("folder.case/x.case", "")]);
    let (reading, files) = load_one(&folder, "a.case");
    assert_eq!(files.len(), 1);
    insta::assert_snapshot!(drawn(&reading, &folder), @r##"
error[include-missing]: there is no file `common.cse`
 --> a.case:1:9
  |
1 | include "common.cse"
  |         ^^^^^^^^^^^^
  |
  = help: did you mean `common.case`?

error[include-missing]: there is no file `comon.case`
 --> a.case:2:9
  |
2 | include "comon.case"
  |         ^^^^^^^^^^^^
  |
  = help: did you mean `common.case`?

error[include-missing]: `sub` is a folder
 --> a.case:3:9
  |
3 | include "sub"
  |         ^^^^^
  |
  = help: the path is read from the folder of the file that includes it

error[include-missing]: there is no folder `none`
 --> a.case:4:9
  |
4 | include "none/a.case"
  |         ^^^^^^^^^^^^^
  |
  = help: the path is read from the folder of the file that includes it

error[include-missing]: an include names a file relative to its own
 --> a.case:5:9
  |
5 | include "/etc/hostname"
  |         ^^^^^^^^^^^^^^^
  |
  = help: write the path without a root

error[include-missing]: there is no file `notes.txt`
 --> a.case:6:9
  |
6 | include "notes.txt"
  |         ^^^^^^^^^^^
  |
  = help: the path is read from the folder of the file that includes it

error[include-missing]: `folder.case` is a folder
 --> a.case:7:9
  |
7 | include "folder.case"
  |         ^^^^^^^^^^^^^
  |
  = help: the path is read from the folder of the file that includes it

7 errors
"##);
}

#[test]
fn includes_may_be_sixteen_deep_and_not_seventeen() {
    let name = |number: usize| format!("{number:02}.case");
    let texts: Vec<String> = (0..=17).map(|number| format!("include \"{}\"\n", name(number + 1))).collect();
    let names: Vec<String> = (0..=17).map(name).collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);

    let (reading, files) = load_one(&folder, "00.case");
    assert_eq!(files.len(), 17, "the file and sixteen levels");
    insta::assert_snapshot!(drawn(&reading, &folder), @r##"
error[include-too-deep]: includes are nested more than 16 deep
 --> 16.case:1:9
  |
1 | include "17.case"
  |         ^^^^^^^^^
  |
  = help: include the files from one file, side by side

1 error
"##);

    fs::write(folder.path().join("16.case"), "").unwrap();
    assert_eq!(codes(&load_one(&folder, "00.case").0), []);
}

// ---------------------------------------------------------------- packs

fn name(text: &str) -> Name {
    Name { text: text.to_owned(), span: Span::new(SourceId(0), 0, text.len()) }
}

#[test]
fn the_nearest_rules_folder_above_the_case_gives_the_pack() {
    let folder = folder(&[
        ("rules/echr/10-b.law", ""),
        ("rules/echr/02-a.law", ""),
        ("rules/echr/.hidden.law", ""),
        ("rules/echr/README.md", ""),
        ("work/rules/other/a.law", ""),
        ("work/cases/2020/a.case", ""),
        ("near/rules/echr/near.law", ""),
        ("near/a.case", ""),
    ]);
    let pack = |case: &str| {
        let mut reading = Reading::new(parse);
        let pack = load_pack(&mut reading, &name("echr"), None, Some(&folder.path().join(case))).unwrap().unwrap();
        (pack.name.clone(), read_names(&reading, &pack.files))
    };
    assert_eq!(pack("work/cases/2020/a.case"), ("echr".into(), vec!["02-a.law".into(), "10-b.law".into()]));
    assert_eq!(pack("near/a.case"), ("echr".into(), vec!["near.law".into()]));
}

#[test]
fn the_rules_option_names_the_pack_or_the_folder_above_it() {
    let folder = folder(&[("all/echr/a.law", ""), ("own/b.law", ""), ("empty/readme", ""), ("case/a.case", "")]);
    let found = |rules: &str, asked: &str| {
        let mut reading = Reading::new(parse);
        let rules = folder.path().join(rules);
        let pack = load_pack(&mut reading, &name(asked), Some(&rules), Some(&folder.path().join("case/a.case")));
        pack.map(|pack| (pack.map(|pack| read_names(&reading, &pack.files)), codes(&reading)))
    };
    assert_eq!(found("all", "echr"), Ok((Some(vec!["a.law".into()]), vec![])));
    assert_eq!(found("all/echr", "echr"), Ok((Some(vec!["a.law".into()]), vec![])));
    assert_eq!(found("own", "echr"), Ok((Some(vec!["b.law".into()]), vec![])));
    assert_eq!(found("empty", "wgad"), Ok((None, vec![Code::UnknownPack])), "no falling back to the built-in pack");
    assert_eq!(found("none", "echr"), Err(Failure::MissingFolder { path: folder.path().join("none") }));
    assert_eq!(found("own/b.law", "echr"), Err(Failure::IsFile { path: folder.path().join("own/b.law") }));
}

#[test]
fn the_built_in_pack_is_used_where_no_folder_has_it() {
    let folder = folder(&[("a.case", "")]);
    let mut reading = Reading::new(parse);
    let pack = load_pack(&mut reading, &name("wgad"), None, Some(&folder.path().join("a.case"))).unwrap().unwrap();
    assert_eq!(pack.origin, Origin::BuiltIn);
    assert_eq!(pack.files.len(), PACKS[0].files.len());
}

#[test]
fn an_unknown_pack_names_the_known_ones() {
    let folder = folder(&[("rules/echr/a.law", ""), ("rules/empty/readme", ""), ("a.case", "under wgda")]);
    let mut reading = Reading::new(parse);
    let case = folder.path().join("a.case");
    let source = read_source(&mut reading, &case).unwrap().unwrap();
    for (asked, start) in [("wgda", 6), ("../echr", 0)] {
        let under = Name { text: asked.into(), span: Span::new(source, start, 10) };
        assert_eq!(load_pack(&mut reading, &under, None, Some(&case)), Ok(None));
    }
    insta::assert_snapshot!(drawn(&reading, &folder), @r##"
error[unknown-pack]: there is no pack `../echr`
 --> a.case:1:1
  |
1 | under wgda
  | ^^^^^^^^^^
  |
  = help: known here: `echr`, `wgad`

error[unknown-pack]: there is no pack `wgda`
 --> a.case:1:7
  |
1 | under wgda
  |       ^^^^
  |
  = help: did you mean `wgad`? known here: `echr`, `wgad`

2 errors
"##);
}

#[test]
fn every_law_file_of_the_built_in_packs_is_compiled_in() {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    for pack in PACKS {
        let entries = fs::read_dir(rules.join(pack.name)).into_iter().flatten();
        let mut on_disk: Vec<String> =
            entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
        on_disk.retain(|name| name.ends_with(".law") && !name.starts_with('.'));
        on_disk.sort();
        let listed: Vec<&str> = pack.files.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, on_disk, "src/pack/embedded.rs lists every file of rules/{}, in order", pack.name);
        let entries = fs::read_dir(rules.join(pack.name).join("say")).into_iter().flatten();
        let mut on_disk: Vec<String> =
            entries.map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned()).collect();
        on_disk.sort();
        let listed: Vec<&str> = pack.say.iter().map(|(name, _)| *name).collect();
        assert_eq!(listed, on_disk, "src/pack/embedded.rs lists every file of rules/{}/say, in order", pack.name);
    }
}

// ---------------------------------------------------------------- many files

#[test]
fn packs_and_cases_are_found_in_a_stable_order() {
    let folder = folder(&[
        ("rules/wgad/b.law", ""),
        ("rules/wgad/a.law", ""),
        ("rules/echr/a.law", ""),
        ("rules/wgad/tests/x.case", ""),
        ("cases/b.case", ""),
        ("cases/a.case", ""),
        ("cases/.draft.case", ""),
        ("cases/.git/c.case", ""),
        ("cases/notes.txt", ""),
    ]);
    let in_folder = |names: &[&str]| names.iter().map(|name| folder.path().join(name)).collect::<Vec<PathBuf>>();
    let found = discover(&in_folder(&["cases", "rules", "cases/a.case", "rules/wgad/a.law"])).unwrap();
    assert_eq!(found.packs, in_folder(&["rules/echr", "rules/wgad"]));
    assert_eq!(found.cases, in_folder(&["cases/a.case", "cases/b.case", "rules/wgad/tests/x.case"]));
    let other = folder.path().join("cases/notes.txt");
    assert_eq!(discover(std::slice::from_ref(&other)), Err(Failure::OtherFile { path: other }));
    let missing = discover(&in_folder(&["caces"])).expect_err("there is no such folder").to_string();
    assert!(missing.ends_with("did you mean `".to_owned().as_str()) || missing.contains("/cases`?"), "{missing}");
}

#[cfg(unix)]
#[test]
fn links_to_folders_do_not_lead_round_in_a_ring() {
    let folder = folder(&[("cases/a.case", "")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("cases/up")).unwrap();
    assert_eq!(discover(&[folder.path().to_path_buf()]).unwrap().cases, [folder.path().join("cases/a.case")]);
}

#[test]
fn without_paths_the_folders_rules_and_cases_are_searched() {
    match discover(&[]) {
        Ok(found) => assert!(
            found.packs.iter().chain(&found.cases).all(|path| path.starts_with("rules") || path.starts_with("cases"))
        ),
        Err(failure) => assert_eq!(failure, Failure::NothingToCheck),
    }
}

// ---------------------------------------------------------------- writing

#[test]
fn a_file_is_written_for_its_owner_only_and_nothing_else_stays() {
    let folder = folder(&[]);
    let path = folder.path().join("petition.docx");
    write_whole(&path, b"first", false).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"first");
    assert_eq!(names(folder.path()), ["petition.docx"]);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn an_existing_file_is_replaced_only_by_force() {
    let folder = folder(&[("petition.md", "mine")]);
    let path = folder.path().join("petition.md");
    let refused = write_whole(&path, b"new", false).expect_err("it is the user's");
    assert_eq!(refused, Failure::Exists { path: path.clone() });
    assert!(refused.to_string().contains("--force"));
    assert_eq!(fs::read(&path).unwrap(), b"mine");
    write_whole(&path, b"new", true).unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"new");
    assert_eq!(names(folder.path()), ["petition.md"]);
}

#[test]
fn a_refused_file_leaves_nothing_behind() {
    let folder = folder(&[("sub/x", "")]);
    let long = folder.path().join("x".repeat(300));
    let missing = folder.path().join("none/a.md");
    let taken = folder.path().join("sub");
    for force in [false, true] {
        assert!(matches!(write_whole(&long, b"text", force), Err(Failure::CannotWrite { .. })));
        assert!(matches!(write_whole(&missing, b"text", force), Err(Failure::MissingFolder { .. })));
        assert!(matches!(write_whole(&taken, b"text", force), Err(Failure::IsFolder { .. })));
    }
    assert_eq!(names(folder.path()), ["sub"]);
    assert_eq!(names(&taken), ["x"]);
}

#[cfg(unix)]
#[test]
fn force_follows_a_link_and_spares_a_device() {
    let folder = folder(&[("real.md", "old")]);
    let link = folder.path().join("link.md");
    std::os::unix::fs::symlink(folder.path().join("real.md"), &link).unwrap();
    write_whole(&link, b"new", true).unwrap();
    assert_eq!(fs::read(folder.path().join("real.md")).unwrap(), b"new");
    assert!(link.is_symlink());
    let full = Path::new("/dev/full");
    assert!(matches!(write_whole(full, b"text", true), Err(Failure::CannotWrite { .. })));
    assert!(full.exists());
}
