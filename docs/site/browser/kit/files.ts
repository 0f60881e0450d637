import { el } from "./element.ts";

/** A button that takes a text file, which may also be dropped on it. Nothing leaves the browser. */
export function fileButton(
  label: string,
  accept: string,
  taken: (text: string, name: string) => void | Promise<void>,
): HTMLElement {
  const input = el("input", { type: "file", accept, class: "visually-hidden" });
  const box = el("label", { class: "button file-button" }, label, input);
  const take = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) await taken(await file.text(), file.name);
  };
  input.addEventListener("change", () => {
    void take(input.files?.[0]).finally(() => {
      input.value = ""; // the same file may be taken again
    });
  });
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.dataset["over"] = "";
  });
  box.addEventListener("dragleave", () => {
    delete box.dataset["over"];
  });
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    delete box.dataset["over"];
    void take(event.dataTransfer?.files[0]);
  });
  return box;
}

/** Hands a text to the reader as a file. */
export function download(name: string, text: string, type = "text/plain"): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 10_000);
}
