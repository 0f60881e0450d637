import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { siteAddress } from "./site.ts";

const PLACES = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

let browser: Promise<Browser> | undefined;

/** The one browser of a run. */
function theBrowser(): Promise<Browser> {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined) {
    throw new Error("no Chromium was found: install one (Debian: apt-get install chromium), or name it in CHROMIUM");
  }
  browser ??= chromium.launch({
    executablePath,
    args: [
      ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
    ],
  });
  return browser;
}

/** A page, and what went wrong in it. */
export interface Guarded {
  readonly page: Page;
  /** Errors and warnings of the console, errors nobody caught, requests that failed or went to another host. */
  readonly troubles: string[];
}

/** What a test may ask of its page. */
export interface Wish {
  readonly width?: number;
  readonly dark?: boolean;
  readonly options?: BrowserContextOptions;
}

/**
 * Opens a page of the site, lets `use` look at it, closes it. Fails if anything went wrong in it, unless the test takes what
 * it expects out of `troubles`.
 */
export async function visit<Result>(
  path: string,
  wish: Wish,
  use: (guarded: Guarded) => Promise<Result>,
): Promise<Result> {
  const base = await siteAddress();
  const context = await (await theBrowser()).newContext({
    viewport: { width: wish.width ?? 1280, height: 900 },
    colorScheme: wish.dark === true ? "dark" : "light",
    reducedMotion: "reduce",
    ...wish.options,
  });
  try {
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on("console", (message) => {
      if (["error", "warning"].includes(message.type())) troubles.push(`${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => troubles.push(`uncaught: ${error.stack ?? error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(base) && !/^(?:data|blob):/.test(url)) troubles.push(`a request elsewhere: ${url}`);
    });
    page.on("requestfailed", (request) =>
      troubles.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ""}`),
    );
    page.on("response", (response) => {
      if (response.status() >= 400) troubles.push(`${response.status()}: ${response.url()}`);
    });
    await page.goto(base + path, { waitUntil: "load" });
    const result = await use({ page, troubles });
    if (troubles.length > 0) throw new Error(`${path}:\n${troubles.join("\n")}`);
    return result;
  } finally {
    await context.close();
  }
}

/** Waits until an island has started, and gives it. */
export async function island(page: Page, name: string): Promise<ReturnType<Page["locator"]>> {
  const host = page.locator(`[data-island="${name}"]`).first();
  await host.scrollIntoViewIfNeeded();
  await page.waitForFunction(
    (wanted) =>
      /ready|failed/.test(document.querySelector<HTMLElement>(`[data-island="${wanted}"]`)?.dataset["state"] ?? ""),
    name,
  );
  return host;
}
