import { existsSync, readdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import sirv from "sirv";

export const FOLDER = "docs-site";

/** The site is served below this path: everything in it must be relative. */
const BELOW = "/some/where/";

let server: Server | undefined;

/** The address of the site, with a slash at the end; served on a free port until the tests end. */
export async function siteAddress(): Promise<string> {
  if (!existsSync(`${FOLDER}/index.html`)) throw new Error("there is no site to test: npm run docs");
  if (server === undefined) {
    const files = sirv(FOLDER, { dev: true, etag: true });
    const made = createServer((request, response) => {
      const url = request.url ?? "/";
      if (!url.startsWith(BELOW)) {
        response.writeHead(404).end();
        return;
      }
      request.url = url.slice(BELOW.length - 1);
      files(request, response, () => {
        response.writeHead(404).end();
      });
    });
    await new Promise<void>((resolve) => {
      made.listen(0, "127.0.0.1", resolve);
    });
    made.unref();
    server = made;
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}${BELOW}`;
}

/** Every page, by its address below the site's. */
export function allPages(): readonly string[] {
  return readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".html"))
    .sort();
}
