export { escaped, type Html, html } from "./html.ts";
