import { PencilLine } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import type { PatientView } from "../../../host";
import { Button } from "../../../parts/Button";
import { bedOf } from "../rows";
import { AllergyForm } from "./AllergyForm";
import { IdentifyForm } from "./IdentifyForm";
import { LeftForm, MoveForm, WeightForm } from "./ShortForms";

const ACTS = [
  { id: "move", words: "Move" },
  { id: "left", words: "Left the hospital" },
  { id: "identify", words: "Who this is" },
  { id: "allergy", words: "Allergy" },
  { id: "weight", words: "Weight" },
  { id: "news2", words: "Observations: score NEWS2" },
] as const;

/** What can be changed of one patient by hand. */
export type HandAct = (typeof ACTS)[number]["id"];

/** The button beside the facts that it changes; the form opens under them. */
export function ByHandButton({ view, onAct }: { view: PatientView; onAct: (act: HandAct) => void }) {
  return (
    <MenuTrigger>
      <Button icon={PencilLine} letter="H" className="by-hand" aria-label={`Change by hand, ${bedOf(view.row)}`}>
        Change by hand
      </Button>
      <Popover className="popover" placement="bottom start">
        <Menu className="pick-list" aria-label="Change by hand" onAction={(act) => onAct(act as HandAct)}>
          {ACTS.map((each) => (
            <MenuItem key={each.id} id={each.id} className="pick-option inset-focus">
              {each.words}
            </MenuItem>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

/** The form of one change. Esc or Back closes it and keeps the words; a change that takes the patient away closes both. */
export function ByHandForm({
  view,
  act,
  onClose,
  onGone,
}: {
  view: PatientView;
  act: HandAct;
  onClose: () => void;
  onGone: () => void;
}) {
  const section = useRef<HTMLElement>(null);
  const shared = { view, onClose };
  useEffect(() => {
    // The menu that opened this form gives the focus back to its button first.
    const timer = setTimeout(() => {
      // On a slow machine somebody may be typing in another field by now: what is typed must not end in this one.
      if (section.current?.contains(document.activeElement)) return;
      section.current?.querySelector<HTMLElement>("input:not([type=radio])")?.focus();
    }, 60);
    return () => clearTimeout(timer);
  }, []);
  const words = ACTS.find((each) => each.id === act)?.words ?? "";
  return (
    <section
      className="by-hand-form"
      aria-label={`${words}, ${bedOf(view.row)}`}
      ref={section}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <h3>{words}</h3>
      {act === "move" && <MoveForm {...shared} />}
      {act === "left" && <LeftForm {...shared} onClose={onGone} onBack={onClose} />}
      {act === "identify" && <IdentifyForm {...shared} onJoined={onGone} />}
      {act === "allergy" && <AllergyForm {...shared} />}
      {act === "weight" && <WeightForm {...shared} />}
    </section>
  );
}

/** Which change is open, and where the focus goes when it closes. */
export function useByHand() {
  const [act, setAct] = useState<HandAct | null>(null);
  const opener = useRef<HTMLDivElement>(null);
  const close = () => {
    setAct(null);
    requestAnimationFrame(() => opener.current?.querySelector<HTMLElement>(".by-hand")?.focus());
  };
  return { act, open: setAct, close, opener };
}
