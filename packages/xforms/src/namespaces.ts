/** Namespaces that forms and instances use (ODK XForms specification, section "Namespaces"). */
export const XHTML = "http://www.w3.org/1999/xhtml";
export const XFORMS = "http://www.w3.org/2002/xforms";
export const OPENROSA = "http://openrosa.org/xforms";
