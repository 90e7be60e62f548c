/** Buttons that copy a text of the page; without script the text can be selected by hand. */

async function copy(words: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(words.textContent ?? "");
  } catch {
    // Not allowed here: select the words, so that one key copies them.
    getSelection()?.selectAllChildren(words);
  }
}

export function startCopying(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>(".take-button")) {
    const words = document.getElementById(button.dataset.take ?? "");
    if (!words) continue;
    const name = button.textContent;
    button.hidden = false;
    button.addEventListener("click", () => {
      void copy(words).then(() => {
        button.textContent = button.dataset.done ?? name;
      });
    });
    button.addEventListener("blur", () => {
      button.textContent = name;
    });
  }
}
