// The script of the page: it shows the cases that are asked for, and opens the one that a link points to. Without it
// the page shows them all.

enum HTMLScript {
    static let text = """
        "use strict";
        const form = document.querySelector("form");
        const cases = Array.from(document.querySelectorAll("details.case"), element => ({
          element, family: element.parentElement.dataset.family, text: null,
        }));

        function isWanted(item, words) {
          const { family, kind } = form.elements;
          if (family.value && item.family !== family.value) return false;
          if (kind.value && !item.element.classList.contains(kind.value)) return false;
          if (!words.length) return true;
          item.text ??= (item.element.parentElement.id + " " + item.element.textContent).toLowerCase();
          return words.every(word => item.text.includes(word));
        }

        function show() {
          const words = form.elements.text.value.toLowerCase().split(" ").filter(word => word);
          const [sections, families] = [new Set(), new Set()];
          let count = 0;
          for (const item of cases) {
            const wanted = isWanted(item, words);
            item.element.hidden = !wanted;
            if (!wanted) continue;
            count += 1;
            sections.add(item.element.parentElement);
            families.add(item.family);
          }
          for (const section of document.querySelectorAll("section")) section.hidden = !sections.has(section);
          for (const title of document.querySelectorAll("h2")) title.hidden = !families.has(title.id);
          document.getElementById("none").hidden = count > 0;
          form.querySelector("output").textContent = `${count} of ${cases.length}`;
        }

        function follow() {
          const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
          if (!target) return;
          if (target.hidden) { form.reset(); show(); }
          if (target.matches("details")) target.open = true;
          target.scrollIntoView();
        }

        form.hidden = false;
        form.addEventListener("input", show);
        form.addEventListener("submit", event => event.preventDefault());
        form.elements.unfold.addEventListener("click", () => {
          const shown = cases.map(item => item.element).filter(element => !element.hidden);
          const open = shown.some(element => !element.open);
          for (const element of shown) element.open = open;
        });
        addEventListener("hashchange", follow);
        show();
        follow();
        """
}
