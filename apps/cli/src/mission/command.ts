import { verbCommand } from "../terminal/verbs.ts";
import { create } from "./create.ts";
import { setUp } from "./set-up.ts";
import { show } from "./show.ts";

/** `veedor mission create|set-up|show`: missions of a server. */
export const mission = verbCommand("terminal.help-mission", { create, "set-up": setUp, show });
