// The page of all examples; `npm run examples` in this folder shows it, and a test reads it with axe.
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { AppFrame, FrameClock, FrameLine, NavItem, PageHead, Section, Sign, Verdict } from "../src/index.ts";
import { FIGURES } from "./figures.tsx";
import { SMALL_PARTS } from "./small-parts.tsx";

function Examples() {
  return (
    <AppFrame
      words={{ skip: "Skip to the content", navigation: "Main" }}
      brand={
        <a className="app-brand" href="#top">
          <Sign />
          Veedor
        </a>
      }
      mission={{ name: "Observation mission to Arayuma", place: "General election, 7 March 2027" }}
      tools={
        <>
          <FrameLine lost={false} words="Live" />
          <FrameLine lost words="Line lost" />
          <FrameClock time="21:40" zone="America/Lima" />
        </>
      }
      nav={[
        <a key="1" className="app-nav-link" href="#situation" aria-current="page">
          <NavItem drawing="situation" label="Situation" />
        </a>,
        <a key="2" className="app-nav-link" href="#desk">
          <NavItem drawing="desk" label="Desk" count={{ number: "12", words: "12 reports wait" }} />
        </a>,
        <a key="3" className="app-nav-link" href="#estimate">
          <NavItem drawing="estimate" label="Estimate" />
        </a>,
        <a key="4" className="app-nav-link" href="#release">
          <NavItem drawing="release" label="Release" />
        </a>,
        <a key="5" className="app-nav-link" href="#people">
          <NavItem drawing="people" label="People" />
        </a>,
      ]}
    >
      <PageHead kind="Design" title="Every component, as it is used">
        <p>For those who build pages, and for the test that reads this one.</p>
      </PageHead>
      <Verdict tone="good" when="Last take (number 19), 7 March 2027, 22:00">
        The figures can be trusted within their margins: coverage, arrival and stability meet the plan.
      </Verdict>
      {[...FIGURES, ...SMALL_PARTS].map(({ name, element }) => (
        <Section key={name} title={name}>
          <div data-example={name}>{element}</div>
        </Section>
      ))}
    </AppFrame>
  );
}

const theme = new URLSearchParams(location.search).get("theme");
if (theme !== null) document.documentElement.dataset["theme"] = theme;
const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <Examples />
    </StrictMode>,
  );
}
