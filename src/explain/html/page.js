(() => {
  const folds = () => document.querySelectorAll("details");
  const set = (open) => folds().forEach((fold) => { fold.open = open; });
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  const tools = document.querySelector(".tools");
  if (tools) {
    tools.hidden = false;
    tools.querySelector("[data-unfold]").addEventListener("click", () => set(true));
    tools.querySelector("[data-fold]").addEventListener("click", () => set(false));
  }
  let before = [];
  addEventListener("beforeprint", () => { before = [...folds()].filter((fold) => !fold.open); before.forEach((fold) => { fold.open = true; }); });
  addEventListener("afterprint", () => { before.forEach((fold) => { fold.open = false; }); });
  addEventListener("hashchange", reveal);
  reveal();
})();
