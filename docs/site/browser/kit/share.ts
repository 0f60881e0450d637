import { el } from "./element.ts";
import { words } from "./locale.ts";

/** A button that copies a link to what is set now; where nothing can be copied, the address becomes the link. */
export function copyLink(link: () => string): HTMLButtonElement {
  const t = words({
    copy: ["Copy link", "复制链接"],
    copied: ["Link copied", "已复制链接"],
    address: ["The address of this page is the link", "本页地址即为链接"],
  });
  const button = el("button", { type: "button", class: "button" }, t.copy);
  button.addEventListener("click", () => {
    const address = link();
    const say = (text: string): void => {
      button.textContent = text;
      setTimeout(() => {
        button.textContent = t.copy;
      }, 3000);
    };
    navigator.clipboard.writeText(address).then(
      () => {
        say(t.copied);
      },
      () => {
        history.replaceState(history.state, "", address);
        say(t.address);
      },
    );
  });
  return button;
}
