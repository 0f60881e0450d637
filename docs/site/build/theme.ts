import {
  DefaultTheme,
  DefaultThemeRenderContext,
  JSX,
  PageKind,
  type ContainerReflection,
  type DocumentReflection,
  type PageEvent,
  type ProjectReflection,
  type Reflection,
} from "typedoc";
import { layout } from "./layout.ts";
import { shortSummary } from "./summary.ts";

/** TypeDoc's pages of the API, with a sentence beside every name. */
class SiteContext extends DefaultThemeRenderContext {
  override breadcrumbs = (): JSX.Element => JSX.createElement(JSX.Fragment, null); // the layout writes its own
  override commentShortSummary = (reflection: Reflection): JSX.Element | undefined => shortSummary(this, reflection);
}

/** TypeDoc's default theme, in our own frame: static navigation, no script that the page could wait for. */
export class SiteTheme extends DefaultTheme {
  override ContextClass = SiteContext;

  override render(page: PageEvent): string {
    if (!page.isReflectionEvent()) throw new Error(`no page is made of ${page.url}`);
    const context = this.getRenderContext(page);
    return layout(context, page, JSX.renderElement(contentOf(context, page)));
  }
}

function contentOf(context: DefaultThemeRenderContext, page: PageEvent<Reflection>): JSX.Element {
  switch (page.pageKind) {
    case PageKind.Index:
      return context.indexTemplate(page as PageEvent<ProjectReflection>);
    case PageKind.Document:
      return context.documentTemplate(page as PageEvent<DocumentReflection>);
    default:
      return context.reflectionTemplate(page as PageEvent<ContainerReflection>);
  }
}
