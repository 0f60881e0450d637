import { type Extension, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, WidgetType } from "@codemirror/view";

/** What is shown at an assertion. */
export interface Mark {
  /** Where in the text: behind what the assertion says. */
  readonly at: number;
  /** Right, different, only shown, or never reached. */
  readonly kind: "right" | "different" | "shown" | "unreached";
  readonly value: string;
  /** What the mark says to who does not see it. */
  readonly label: string;
}

const setMarks = StateEffect.define<readonly Mark[]>();

const field = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) return decorations(effect.value);
    }
    return marks.map(transaction.changes);
  },
  provide: (own) => EditorView.decorations.from(own),
});

/** What an editor needs to show marks. */
export const markExtension: Extension = field;

/** Shows these marks and no others. */
export function showMarks(view: EditorView, marks: readonly Mark[]): void {
  const end = view.state.doc.length;
  view.dispatch({ effects: setMarks.of(marks.filter(({ at }) => at <= end)) });
}

function decorations(marks: readonly Mark[]): DecorationSet {
  return Decoration.set(
    marks.map((mark) =>
      Decoration.widget({ widget: new MarkWidget(mark), side: 1, block: mark.kind === "different" }).range(mark.at),
    ),
    true,
  );
}

class MarkWidget extends WidgetType {
  private readonly mark: Mark;

  constructor(mark: Mark) {
    super();
    this.mark = mark;
  }

  override eq(other: MarkWidget): boolean {
    return other.mark.kind === this.mark.kind && other.mark.value === this.mark.value;
  }

  override toDOM(): HTMLElement {
    const { kind, value, label } = this.mark;
    const element = document.createElement(kind === "different" ? "div" : "span");
    element.className = `live-mark live-${kind}`;
    element.title = label;
    element.role = "img";
    element.ariaLabel = `${label}: ${value}`;
    element.dataset["value"] = value; // no text within: typing over it would leave that text in the program
    return element;
  }
}
