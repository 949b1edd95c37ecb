"use strict";
// Waits for a newer build of the page and loads it. Only the tab in sight waits, so that others
// leave the few connections to it that a browser has.
(() => {
  const build = document.currentScript.dataset.build;
  const wait = () => {
    if (document.hidden) {
      document.addEventListener("visibilitychange", wait, { once: true });
      return;
    }
    const script = document.createElement("script");
    const again = (pause) => () => {
      script.remove();
      setTimeout(wait, pause);
    };
    script.src = "/_polity/changed.js?" + encodeURIComponent(build);
    script.onload = again(100);
    script.onerror = again(2000);
    document.head.append(script);
  };
  // After the page has loaded, or it would seem to load for as long as it waits.
  addEventListener("load", () => setTimeout(wait, 0));
})();
