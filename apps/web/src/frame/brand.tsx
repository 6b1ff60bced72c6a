import { Link } from "@tanstack/react-router";
import { Sign } from "@veedor/ui";

/** The product's name. */
export const NAME = "Veedor";

/** Sign and name, which lead to the missions. */
export function Brand() {
  return (
    <Link to="/" className="app-brand" aria-label={NAME}>
      <Sign />
      {NAME}
    </Link>
  );
}
