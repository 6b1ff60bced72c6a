import { useState } from "react";
import {
  Button,
  ButtonRow,
  ChoiceBox,
  Dialog,
  Field,
  Notice,
  SelectField,
  Skeleton,
  StateBadge,
  StatePage,
  Tabs,
  Term,
  TextField,
} from "../src/index.ts";
import type { Example } from "./example.ts";

function DialogExample() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="grave" onClick={() => setOpen(true)}>
        Set aside
      </Button>
      <Dialog
        open={open}
        title="Set this report aside?"
        onClose={() => setOpen(false)}
        actions={
          <>
            <Button kind="grave" onClick={() => setOpen(false)}>
              Yes, set it aside
            </Button>
            <Button kind="plain" onClick={() => setOpen(false)}>
              Keep it
            </Button>
          </>
        }
      >
        <p>It will not count in the estimate until someone accepts it again.</p>
      </Dialog>
    </>
  );
}

function SelectExample() {
  const [value, setValue] = useState<"es" | "en">("es");
  return (
    <SelectField
      label="Language"
      value={value}
      onChoose={setValue}
      options={[
        { value: "es", label: "Español" },
        { value: "en", label: "English" },
      ]}
    />
  );
}

const buttons: Example = {
  name: "button",
  element: (
    <ButtonRow>
      <Button>Confirm</Button>
      <Button kind="plain">Back</Button>
      <Button kind="quiet">Show more</Button>
      <Button kind="grave">Revoke</Button>
      <Button busy>Sending …</Button>
      <Button unavailable>Not now</Button>
    </ButtonRow>
  ),
};

const fields: Example = {
  name: "field",
  element: (
    <div className="form">
      <Field label="Address" hint="The one that the invitation was sent to" autoComplete="username" />
      <Field label="Code" kind="code" inputMode="numeric" defaultValue="492 817" />
      <Field
        label="Votes"
        kind="figure"
        inputMode="numeric"
        fault="Write a whole number, or leave it empty."
      />
      <TextField label="Comment" />
      <SelectExample />
      <ChoiceBox label="Remember this browser" />
    </div>
  ),
};

const notices: Example = {
  name: "notice",
  element: (
    <div className="stack">
      <Notice title="The plan is frozen">Its hash was published before the draw.</Notice>
      <Notice tone="good" title="Released">
        Anyone can read it.
      </Notice>
      <Notice tone="caution" title="Rehearsal">
        Nothing in it is a real place, party or person.
      </Notice>
      <Notice tone="bad" title="Not stored" actions={<Button kind="plain">Send again</Button>}>
        The server could not be reached.
      </Notice>
    </div>
  ),
};

const badges: Example = {
  name: "state-badge",
  element: (
    <ButtonRow>
      <StateBadge>waiting</StateBadge>
      <StateBadge tone="good">met</StateBadge>
      <StateBadge tone="caution">too early</StateBadge>
      <StateBadge tone="bad">not met</StateBadge>
    </ButtonRow>
  ),
};

const tabs: Example = {
  name: "tabs",
  element: (
    <Tabs
      label="Estimates"
      tabs={[
        { id: "plain", title: "Weighted", content: <p>With the weights of the design.</p> },
        { id: "post", title: "Post-stratified", content: <p>Adjusted to the frame.</p> },
        { id: "both", title: "Both", content: <p>Side by side.</p> },
      ]}
    />
  ),
};

const states: Example = {
  name: "states",
  element: (
    <>
      <Skeleton words="Loading the estimate …" />
      <StatePage kind="empty" title="No reports yet">
        <p>The first are expected at 18:00.</p>
      </StatePage>
      <StatePage kind="error" title="The page could not be loaded" actions={<Button>Try again</Button>}>
        <p>The server did not answer.</p>
      </StatePage>
      <StatePage kind="refused" title="Not for your role">
        <p>Figures are seen by those whom the chief of mission names.</p>
      </StatePage>
    </>
  ),
};

const term: Example = {
  name: "term",
  element: (
    <p>
      Usable reports of 94 % of the <Term word="sample" meaning="The polling stations that were drawn." /> are
      in.
    </p>
  ),
};

export const SMALL_PARTS: readonly Example[] = [
  buttons,
  fields,
  notices,
  badges,
  { name: "dialog", element: <DialogExample /> },
  tabs,
  states,
  term,
];
