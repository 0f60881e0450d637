import { KindRouter, type Reflection } from "typedoc";
import { placeOf } from "./places.ts";

/** Documents keep the addresses of their files (`guides/tiers.html`); the API is ordered by kind (`functions/...`). */
export class SiteRouter extends KindRouter {
  protected override getIdealBaseName(reflection: Reflection): string {
    return reflection.isDocument() ? placeOf(reflection).base : super.getIdealBaseName(reflection);
  }
}
