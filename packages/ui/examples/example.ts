import type { ReactNode } from "react";

/** A component as it is used, with a name by which a test and a reader find it. */
export type Example = { readonly name: string; readonly element: ReactNode };
