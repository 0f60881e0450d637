/**
 * What scrolls sideways can be reached and scrolled with keys, and is read out as a region of this name; while it does not
 * scroll, it is none of that.
 */
export function scrollRegion(element: HTMLElement, name: string): void {
  const set = (): void => {
    if (element.scrollWidth > element.clientWidth + 1) {
      element.tabIndex = 0;
      element.role = "region";
      element.ariaLabel = name;
      return;
    }
    for (const attribute of ["tabindex", "role", "aria-label"]) element.removeAttribute(attribute);
  };
  const observer = new ResizeObserver(set);
  for (const one of [element, ...element.children]) observer.observe(one);
}
