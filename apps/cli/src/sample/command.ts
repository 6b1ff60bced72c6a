import { verbCommand } from "../terminal/verbs.ts";
import { announce } from "./announce.ts";
import { list } from "./list.ts";
import { contribute, drawIt, openIt, replace } from "./steps.ts";

/** `veedor sample announce|contribute|draw|replace|list|open`: a mission's draw, from announcement to opening. */
export const sample = verbCommand("terminal.help-sample", {
  announce,
  contribute,
  draw: drawIt,
  replace,
  list,
  open: openIt,
});
