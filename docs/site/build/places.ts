import { posix, relative } from "node:path";
import type { DocumentReflection, ProjectReflection } from "typedoc";

/** A part of the site's navigation, in the order in which the parts stand. */
export interface Section {
  readonly title: string;
  /** Its title on Chinese pages. */
  readonly chinese: string;
  /** Folders and files below the checkout whose documents stand in it, and the folder of the site they go to. */
  readonly from: readonly (readonly [source: string, url: string, title?: string])[];
}

export const SECTIONS: readonly Section[] = [
  {
    title: "Start here",
    chinese: "入门（英文）",
    from: [
      ["docs/site/pages/", ""],
      ["README.md", "tour.md", "The whole tour"],
    ],
  },
  {
    title: "Guides",
    chinese: "指南（英文）",
    from: [
      ["docs/guides/", "guides/"],
      ["docs/accuracy.md", "guides/accuracy.md"],
      ["docs/performance.md", "guides/performance.md"],
    ],
  },
  { title: "Playgrounds", chinese: "演练场（英文）", from: [["docs/playgrounds/", "playgrounds/"]] },
  {
    title: "中文",
    chinese: "中文",
    from: [
      ["docs/zh-CN/", "zh-CN/"],
      ["README.zh-CN.md", "zh-CN/tour.md", "完整导览"],
    ],
  },
  { title: "Decisions", chinese: "设计决定（英文）", from: [["docs/decisions/", "decisions/"]] },
];

/** The folder of the site whose pages are Chinese; `zh-CN/x` says in Chinese what `x` says in English. */
export const CHINESE = "zh-CN/";

/** Where a document stands: its section, and its address on the site without `.html`. */
export interface Place {
  readonly section: Section;
  readonly base: string;
  readonly order: number;
  /** The title of a file that cannot give one itself. */
  readonly title: string | undefined;
}

/** The place of a document, from where its file lies and from `order` in its front matter (else by name, after these). */
export function placeOf(document: DocumentReflection): Place {
  const path = sourceOf(document);
  for (const section of SECTIONS) {
    for (const [source, url, title] of section.from) {
      if (source.endsWith("/") ? !path.startsWith(source) : path !== source) continue;
      const order = document.frontmatter["order"];
      return {
        section,
        base: (url + path.slice(source.length)).replace(/\.md$/, ""),
        title,
        order: typeof order === "number" ? order : 1000,
      };
    }
  }
  throw new Error(`no section of the site takes ${path}: see docs/site/build/places.ts`);
}

/** The file of a document, below the checkout. */
export function sourceOf(document: DocumentReflection): string {
  const path = document.project.files.getReflectionPath(document);
  if (path === undefined) throw new Error(`the document ${document.name} has no file`);
  return relative(process.cwd(), path).replaceAll("\\", "/");
}

/** The documents of a section, in their order. */
export function documentsOf(project: ProjectReflection, section: Section): readonly DocumentReflection[] {
  return (project.documents ?? []).filter((document) => placeOf(document).section === section).sort(byPlace);
}

/** Which of two documents of a section comes first: by folder, then by order. */
export function byPlace(a: DocumentReflection, b: DocumentReflection): number {
  const [one, other] = [placeOf(a), placeOf(b)];
  const [folder, others] = [posix.dirname(one.base), posix.dirname(other.base)];
  if (folder !== others) return folder < others ? -1 : 1;
  return one.order - other.order || (one.base < other.base ? -1 : 1);
}
