// Keeps every chat at its newest bubble unless its reader scrolled up; turns phones by swipe and arrow keys.
(() => {
  const NEAR = 90, SWIPE = 70;
  const reading = new WeakSet();
  const settle = () => document.querySelectorAll(".chat").forEach((chat) => {
    if (!reading.has(chat)) chat.scrollTop = chat.scrollHeight;
  });
  document.addEventListener("scroll", ({ target }) => {
    if (!target.classList?.contains("chat") || !target.clientHeight) return;
    const away = target.scrollHeight - target.scrollTop - target.clientHeight > NEAR;
    away ? reading.add(target) : reading.delete(target);
  }, true);
  document.addEventListener("load", settle, true);
  window.addEventListener("resize", settle);
  // The tour's step, or that it was left: kept here with what is shown, so that a reload at once finds it.
  let kept = null;
  const keep = () => {
    const tour = document.querySelector("[data-keep]");
    if (!tour || tour.dataset.keep === kept) return;
    kept = tour.dataset.keep;
    document.cookie = `${kept}; path=/; max-age=31536000; samesite=strict`;
  };
  new MutationObserver(() => { settle(); keep(); }).observe(document.documentElement, {
    childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ["class", "data-keep"],
  });

  const turn = (step, list) => {
    const tabs = list?.offsetParent ? [...list.querySelectorAll("[role=tab]")] : [];
    const next = tabs[tabs.findIndex((tab) => tab.getAttribute("aria-selected") === "true") + step];
    if (next) { next.click(); next.focus({ preventScroll: true }); }
  };
  document.addEventListener("keydown", (event) => {
    if (event.target.getAttribute?.("role") !== "tab") return;
    const list = event.target.closest("[role=tablist]");
    if (event.key === "ArrowRight") turn(1, list);
    if (event.key === "ArrowLeft") turn(-1, list);
  });
  let from = null;
  document.addEventListener("touchstart", ({ touches, target }) => {
    from = touches.length === 1 && target.closest(".phones") ? touches[0] : null;
  }, { passive: true });
  document.addEventListener("touchend", ({ changedTouches: [to] }) => {
    if (!from) return;
    const across = to.clientX - from.clientX, along = to.clientY - from.clientY;
    if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(along)) {
      // only where one phone fills the screen: the first list of tabs is hidden elsewhere
      turn(across < 0 ? 1 : -1, document.querySelector("[role=tablist]"));
    }
  }, { passive: true });
})();
