import { useEffect, useRef, useState } from "react";
import { Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Pick, Segments } from "../../parts/Field";
import { useGoing } from "../../state/going";
import { useFrame, useView } from "../../state/session";
import { clock, count } from "../../words/format";
import { AidDesk } from "./AidDesk";
import { ContactsDesk } from "./ContactsDesk";
import { LabDesk } from "./LabDesk";
import { ResultsDesk } from "./ResultsDesk";
import { RunnersDesk } from "./RunnersDesk";
import { WaitedDesk } from "./WaitedDesk";
import "../log/writing.css";
import "./messages.css";

type Desk = "results" | "waited" | "laboratory" | "runners" | "aid" | "contacts";

const DESKS: readonly { value: Desk; content: string; text: string }[] = [
  { value: "results", content: "Phoned results", text: "Phoned results" },
  { value: "waited", content: "Results waited for", text: "Results waited for" },
  { value: "laboratory", content: "Laboratory", text: "Laboratory" },
  { value: "runners", content: "Runners", text: "Runners" },
  { value: "aid", content: "Aid, diversions", text: "Aid, diversions" },
  { value: "contacts", content: "Contacts", text: "Contacts" },
];

/** The desk that a target names, and what of it is looked for: "contacts place:laboratory". */
function asked(target: string): { desk: Desk; rest: string } | null {
  const [word = "", ...rest] = target.split(" ");
  const desk = DESKS.find((one) => one.value === word);
  return desk ? { desk: desk.value, rest: rest.join(" ") } : null;
}

/** What comes by phone and by hand: results, what is waited for, runners, help between hospitals, whom to ring. */
export function MessagesScreen() {
  const { here } = useGoing();
  const { incident, zone_name: zone } = useFrame();
  const [desk, setDesk] = useState<Desk>(() => asked(here.target)?.desk ?? "results");
  const body = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    const next = asked(here.target);
    if (!next) return;
    setDesk(next.desk);
    requestAnimationFrame(() => body.current?.querySelector<HTMLElement>(".desk-head input:checked")?.focus());
  }, [here.turn]);
  const looked = asked(here.target);
  return (
    <div className="fill messages" ref={body}>
      <TitleRow title="Messages" fact={incident ? <Fact zone={zone} /> : "No incident"} />
      <div className="desk-head">
        <Segments className="desk-wide" label="Desk" hideLabel value={desk} onChange={setDesk} options={DESKS} />
        <Pick
          className="desk-narrow"
          label="Desk"
          value={desk}
          onChange={(value) => setDesk(DESKS.find((one) => one.value === value)?.value ?? "results")}
          options={DESKS}
        />
      </div>
      {desk === "contacts" ? (
        <ContactsDesk key={here.turn} looked={looked?.desk === "contacts" ? looked.rest : ""} />
      ) : incident ? (
        <OfIncident desk={desk} />
      ) : (
        <Empty title="No incident is open">
          Results, runners, help and diversions are entries of an incident. The contact book is here at any time.
        </Empty>
      )}
    </div>
  );
}

function Fact({ zone }: { zone: string }) {
  const { view } = useView("results", {});
  if (!view) return "Reading the results";
  return `${count(view.critical, "critical result")} without a clinician · ${count(view.late, "result")} late · as at ${clock(view.at, zone)}`;
}

function OfIncident({ desk }: { desk: Exclude<Desk, "contacts"> }) {
  const results = useView("results", {});
  const runners = useView("runners", {});
  const aid = useView("aid", {});
  const laboratory = useView("lab_list", {});
  const error = results.error ?? runners.error ?? aid.error ?? laboratory.error;
  return (
    <>
      {error && (
        <ErrorBox what={error.what} kept={results.view ? "What is below is from before." : null} next={error.next}>
          <Button
            onPress={() => {
              results.reload();
              runners.reload();
              aid.reload();
              laboratory.reload();
            }}
          >
            Read again
          </Button>
        </ErrorBox>
      )}
      {results.view && runners.view && aid.view && laboratory.view ? (
        <>
          {desk === "results" && <ResultsDesk view={results.view} />}
          {desk === "waited" && <WaitedDesk view={results.view} />}
          {desk === "laboratory" && <LabDesk view={laboratory.view} />}
          {desk === "runners" && <RunnersDesk view={runners.view} />}
          {desk === "aid" && <AidDesk view={aid.view} />}
        </>
      ) : (
        !error && <Loading what="Reading the messages." />
      )}
    </>
  );
}
