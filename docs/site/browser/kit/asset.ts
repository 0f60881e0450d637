/** Where a file of this build of the site is: one that a browser kept of another build has another address. */
export function assetUrl(name: string, beside: URL | string): URL {
  return new URL(`${name}?v=${document.documentElement.dataset["version"] ?? ""}`, beside);
}
