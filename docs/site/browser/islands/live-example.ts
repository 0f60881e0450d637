import { Prec } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { editor } from "../kit/editor.ts";
import { el, fill } from "../kit/element.ts";
import { errorPanel } from "../kit/errors.ts";
import { hashState } from "../kit/hash-state.ts";
import { signs, words } from "../kit/locale.ts";
import { type Mark, markExtension, showMarks } from "../live/marks.ts";
import type { Came } from "../live/messages.ts";
import { program } from "../live/program.ts";
import { renew, runProgram, warm } from "../live/runner.ts";
import { EXAMPLE } from "../live/link.ts";

/** An example of the page. */
export interface Example {
  /** Its number among the examples of its page. */
  readonly index: number;
  /** What stands in the page. */
  readonly text: string;
  /** What a link says instead. */
  readonly edited: string | null;
}

/** A right value is written again where it is no longer than this; one that differs is cut after so many lines. */
const SHORT = 24;
const LINES = 24;

/** Makes an editor of an example, which can be run, in place of its block, and runs it. */
export function openExample(block: HTMLElement, example: Example): void {
  warm();
  const t = words({
    example: ["Example, editable", "可编辑的示例"],
    code: ["Program of the example", "示例程序"],
    run: ["Run", "运行"],
    reset: ["Reset", "还原"],
    resetTitle: ["The example as the page has it", "恢复为本页原来的示例"],
    link: ["Link", "链接"],
    linkTitle: ["A link to this example as it stands here", "指向当前内容的链接"],
    linked: ["The address of this page now holds the example; it was copied.", "示例已写入本页地址，地址已复制。"],
    linkedOnly: ["The address of this page now holds the example.", "示例已写入本页地址。"],
    loading: ["Loading the library…", "正在加载库……"],
    fromLink: [
      "This program came with the link; Reset shows the page's own.",
      "此程序来自链接；“还原”可恢复本页原有的示例。",
    ],
    hint: [
      "Ctrl+Enter (⌘+Enter) runs. Types are not checked here. End a line in // => to see its value. Escape, then Tab leaves the editor.",
      "按 Ctrl+Enter（⌘+Enter）运行。此处不检查类型。在行尾写 // => 可查看该行的值。先按 Escape 再按 Tab 可离开编辑器。",
    ],
    ran: ["Ran without a value to show.", "已运行，没有可显示的值。"],
    allRight: ["values, all as the example says.", "个值，均与示例所写一致。"],
    oneRight: ["1 value, as the example says.", "1 个值，与示例所写一致。"],
    of: ["values are as the example says.", "个值与示例所写一致。"],
    right: ["as the example says", "与示例一致"],
    different: ["different, it is", "不一致，实际为"],
    shown: ["it is", "值为"],
    unreached: ["never reached", "未执行到"],
    differs: ["differs.", "不一致。"],
    line: ["Line", "第"],
    lineAfter: ["", " 行"],
    output: ["Output", "输出"],
    stopped: ["Stopped: it had not ended after", "已停止：运行超过"],
    seconds: ["seconds.", "秒仍未结束。"],
    unloaded: ["The library could not be loaded. Are you offline?", "无法加载库，网络是否已断开？"],
    notCode: ["This is no program yet", "程序有语法错误"],
  });
  const lineName = (line: number): string => `${t.line} ${line}${t.lineAfter}`;
  const state = hashState(EXAMPLE);

  const status = el("span", { class: "live-status", role: "status" });
  const errors = errorPanel();
  const output = el("div", { class: "live-output", hidden: true });
  const note = el("p", { class: "live-hint" }, t.fromLink);
  note.hidden = example.edited === null;
  const ownEditor = editor({
    language: "ts",
    text: example.edited ?? example.text,
    label: t.code,
    extensions: [
      markExtension,
      EditorView.updateListener.of(({ docChanged }) => {
        if (docChanged) host.dataset["stale"] = "";
      }),
      Prec.highest(
        keymap.of(
          ["Mod-Enter", "Ctrl-Enter"].map((key) => ({
            key,
            run: () => {
              void run();
              return true;
            },
          })),
        ),
      ),
    ],
  });
  const button = (label: string, title: string | null, click: () => void, kind = ""): HTMLButtonElement =>
    el("button", { type: "button", class: `button ${kind}`, title, on: { click } }, label);
  const runButton = button(t.run, "Ctrl+Enter", () => void run(), "primary");
  const host = el(
    "div",
    { class: "live", role: "group", "aria-label": t.example },
    el(
      "div",
      { class: "live-bar" },
      runButton,
      button(t.reset, t.resetTitle, reset),
      button(t.link, t.linkTitle, () => void link()),
      status,
    ),
    note,
    ownEditor.element,
    errors.element,
    output,
    el("p", { class: "live-hint" }, t.hint),
  );
  block.replaceWith(host);
  runButton.focus({ preventScroll: true });
  void run();

  function reset(): void {
    note.hidden = true;
    ownEditor.setText(example.text);
    renew();
    void run();
  }

  async function link(): Promise<void> {
    const made = { example: example.index, text: ownEditor.text() };
    state.write(made);
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = t.linked;
    } catch {
      status.textContent = t.linkedOnly; // the browser keeps its clipboard to itself
    }
  }

  async function run(): Promise<void> {
    const text = ownEditor.text();
    const made = program(text);
    host.dataset["state"] = "running";
    delete host.dataset["stale"];
    errors.clear();
    ownEditor.mark([]);
    fill(output);
    output.hidden = true;
    showMarks(ownEditor.view, []);
    if ("fault" in made) {
      fail(t.notCode, made.line, [made.fault]);
      return;
    }
    status.textContent = t.loading;
    const came = new Map<number, Came>();
    const outcome = await runProgram(made.code, {
      came: (one) => {
        if (came.get(one.index)?.right !== false) came.set(one.index, one); // in a loop, the first that differs
      },
      said: (line) => {
        if (output.hidden) fill(output, el("p", {}, t.output), el("ol", {}));
        output.hidden = false;
        output.querySelector("ol")?.append(el("li", {}, line));
      },
    });
    const edited = ownEditor.text() !== text;
    const marks = edited ? [] : made.assertions.map(({ end }, index) => markOf(end, came.get(index)));
    if (!edited) showMarks(ownEditor.view, marks);
    if (outcome.kind === "unloaded") fail(t.unloaded, null, []);
    else if (outcome.kind === "stopped") fail(`${t.stopped} ${outcome.seconds} ${t.seconds}`, null, []);
    else if (outcome.kind === "failed") {
      const { title, line, details } = outcome.failure;
      fail(title, edited ? null : line, details, marks);
    } else {
      const asked = made.assertions.flatMap(({ expects, line }, index) => (expects ? [{ line, index }] : []));
      const wrong = asked.filter(({ index }) => came.get(index)?.right !== true);
      status.textContent = tally(asked.length, wrong);
      host.dataset["state"] = wrong.length > 0 ? "different" : "right";
    }
  }

  function tally(asked: number, wrong: readonly { readonly line: number }[]): string {
    if (asked === 0) return t.ran;
    if (wrong.length === 0) return asked === 1 ? t.oneRight : `${asked} ${t.allRight}`;
    return [
      `${asked - wrong.length} / ${asked} ${t.of}`,
      ...wrong.slice(0, 3).map(({ line }) => `${lineName(line)}${signs().colon}${t.differs}`),
      ...(wrong.length > 3 ? ["…"] : []),
    ].join(" ");
  }

  function markOf(at: number, one: Came | undefined): Mark {
    if (one === undefined) return { at, kind: "unreached", value: t.unreached, label: t.unreached };
    const lines = one.value.split("\n");
    const value = lines.length > LINES ? [...lines.slice(0, LINES), "…"].join("\n") : one.value;
    if (one.right === false) return { at, kind: "different", value, label: t.different };
    if (one.right === null) return { at, kind: "shown", value, label: t.shown };
    const short = one.value.length <= SHORT && !one.value.includes("\n");
    return { at, kind: "right", value: short ? one.value : "", label: t.right };
  }

  /** Tells what went wrong below the editor (that is read out), and at its line, which comes into sight. */
  function fail(title: string, line: number | null, details: readonly string[], marks: readonly Mark[] = []): void {
    host.dataset["state"] = "failed";
    status.textContent = "";
    errors.show(line === null ? title : `${lineName(line)}${signs().colon}${title}`, details);
    const { view } = ownEditor;
    if (line === null || line > view.state.doc.lines) return;
    const { from, to } = view.state.doc.line(line);
    ownEditor.mark([{ from, to, severity: "error", message: [title, ...details].join("\n") }]);
    const value = [title, ...details.slice(0, 1), ...(details.length > 1 ? ["…"] : [])].join("\n");
    showMarks(view, [...marks, { at: to, kind: "fault", value, label: lineName(line) }]);
    const margin = document.querySelector(".bar")?.clientHeight ?? 0;
    view.dispatch({ effects: EditorView.scrollIntoView(to, { y: "nearest", yMargin: margin + 48 }) });
  }
}
