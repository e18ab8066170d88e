// What a person would see at a glance, measured. Read by measuring.py.

{
  const seen = (element) =>
    element.checkVisibility({ visibilityProperty: true }) &&
    !element.closest(".visually-hidden, .skip-link, svg");
  const named = (element) =>
    `${element.tagName.toLowerCase()}.${element.className} “${element.innerText?.slice(0, 40)}”`;
  const scrolls = (element) => /auto|scroll/.test(getComputedStyle(element).overflowX);

  // What axe has against the page, or against a part of it.
  async function barriers({ part, only, without }) {
    const rules = Object.fromEntries(without.map((rule) => [rule, { enabled: false }]));
    const options = { runOnly: only, rules, resultTypes: ["violations"] };
    const { violations } = await axe.run(part || document, options);
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target} ${node.html} ${node.failureSummary}`),
    );
  }

  // The page must not move sideways, and no letter may lie outside its box.
  function overflowing() {
    const root = document.documentElement;
    const found = [];
    if (root.scrollWidth > innerWidth) found.push(`${root.scrollWidth} px wide`);
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const text = texts.currentNode;
      const parent = text.parentElement;
      if (!text.data.trim() || /^(SCRIPT|STYLE|OPTION|PROGRESS)$/.test(parent.tagName)) continue;
      if (!seen(parent)) continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      const letters = range.getBoundingClientRect();
      for (let box = parent; box && !scrolls(box); box = box.parentElement) {
        if (getComputedStyle(box).display.startsWith("inline")) continue;
        const { left, right } = box.getBoundingClientRect();
        if (letters.right > right + 1 || letters.left < left - 1)
          found.push(`“${text.data.trim().slice(0, 40)}” out of ${named(box)}`);
      }
    }
    return found;
  }

  // A thumb must hit what is to be pressed.
  function tooSmall() {
    const pressed = "main :is(button, .button, .button--quiet, select, summary, .choice)";
    return [...document.querySelectorAll(`${pressed}, main input:not(.choice input)`)]
      .filter((element) => element.type !== "hidden" && seen(element))
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        const least = element.matches("summary") ? 24 : 48;
        return width < least || height < least;
      })
      .map(named);
  }

  // What a page calls itself: its language, its title, how many main headings.
  function names() {
    const { lang } = document.documentElement;
    return [lang, document.title, document.querySelectorAll("h1").length];
  }

  // Where the keyboard is must be seen, whole and not under something else.
  function focus() {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const outlined = (each) => {
      const { outlineStyle, outlineWidth } = getComputedStyle(each);
      return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
    };
    const shown = [element, element.closest(".choice"), element.closest(".card")];
    const ringed = element.type === "date"; // around a part of it that nobody can see into
    const { left, top, width, height } = element.getClientRects()[0];
    const seenFrom = Math.max(top, 0); // what is taller than the window begins above it
    const y = seenFrom + Math.min((top + height - seenFrom) / 2, 20);
    const x = left + width / 2;
    const there = document.elementFromPoint(x, y);
    const around = element.closest("label") || element;
    return {
      name: named(element),
      outlined: ringed || shown.some((each) => each && outlined(each)),
      hidden: !there || !(around.contains(there) || there.contains(element)),
      under: there && named(there),
      main: element === document.querySelector("main .button"),
    };
  }

  // What the focus meets from now on, each time the tab key has been let go.
  function noteFocus() {
    document.activeElement.blur();
    scrollTo(0, 0);
    const met = [];
    addEventListener("keyup", ({ key }) => key === "Tab" && met.push(focus()), true);
    measures.met = () => met;
  }

  // The words of the page without what scripts add, and what is said only once.
  function words() {
    const added = "[data-fragment], [data-listen], [role=status]";
    const main = document.querySelector("main").cloneNode(true);
    main.querySelectorAll(added).forEach((each) => each.remove());
    return main.textContent.replace(/\s+/g, " ");
  }

  window.measures = { barriers, overflowing, tooSmall, names, noteFocus, words };
}
