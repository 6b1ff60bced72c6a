/** Style sheets are imported for their effect; Vite puts them together. */
declare module "*.css";
