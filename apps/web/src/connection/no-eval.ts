import { config } from "zod";

// The page's policy lets no text become a program; told so, zod does not even try. Imported before anything else.
config({ jitless: true });
