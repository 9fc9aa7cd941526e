import { ArrowDown, ArrowUp, Siren, Usb } from "lucide-react";
import { type ReactNode, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { Card, Conflict, DoNot, DoNow, Empty, ErrorBox, Notice, Progress } from "./parts/Boxes";
import { Button, Key, LinkButton } from "./parts/Button";
import { Field, Pick, RadioCards, Segments, Tick } from "./parts/Field";
import { Matrix, type MatrixCell, noCounts } from "./parts/Matrix";
import { type Need, NeedsChart } from "./parts/NeedsChart";
import { Age, Expiry, Plate } from "./parts/Plate";
import { DuePlate, StepBox, type StepMark } from "./parts/Step";
import { SystemPlate } from "./parts/SystemPlate";
import { TierBadge } from "./parts/TierBadge";
import { TIER_WORD, TIERS, type TierCode } from "./parts/tiers";
import "./styles/all.css";
import "./styles/parts-sheet.css";

const RULES: Record<TierCode, string> = {
  P1: "at the bedside, start inside 15 min",
  P2: "named person and time",
  P3: "re-check 4-hourly",
  P4: "normal clinical urgency still applies",
  none: "no need touched",
};

const STEPS: [StepMark, ReactNode][] = [
  ["open", "Open, due 07:14"],
  ["open", <DuePlate key="soon" minutes={9} critical={false} />],
  ["open", <DuePlate key="over" minutes={-6} critical={false} />],
  ["open", <DuePlate key="late" minutes={-22} critical />],
  ["complete", "Done 02:51, Dr Park"],
  ["already-done", "Already done, before 02:14"],
  ["not-applicable", "Not applicable: diverted by pathway"],
  ["blocked", "Blocked: no runner since 06:30"],
  ["twice", "Ticked twice: settle"],
];

const NEEDS: Need[] = [
  {
    id: "1",
    system: "Blood gas analyser",
    works: "available",
    believed: "compromised",
    otherWay: "Courier laboratory 2 h",
    otherWayState: "unconfirmed",
    harmHours: 0.25,
    otherWayHours: 2,
    handHours: -1.75,
  },
  {
    id: "2",
    system: "Smart pumps, AMU",
    works: "available",
    believed: "suspect",
    otherWay: "Stand-alone driver 30 min",
    otherWayState: "assumed",
    harmHours: 1,
    otherWayHours: 0.5,
    handHours: 0.5,
  },
  {
    id: "3",
    system: "Glucose meter link",
    works: "unavailable",
    believed: "trusted",
    otherWay: "Hand-held meter",
    otherWayState: "confirmed",
    harmHours: 2,
    otherWayHours: 0.08,
    handHours: 1.92,
  },
];

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="sheet-part">
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function Sheet() {
  const [level, setLevel] = useState("major");
  const [ticked, setTicked] = useState(true);
  const [cell, setCell] = useState<MatrixCell | null>(null);
  const [person, setPerson] = useState("a");
  const [ward, setWard] = useState("amu");
  const [reason, setReason] = useState("");
  const counts = noCounts();
  counts.compromised = { available: 3, unavailable: 2 };
  counts.suspect.available = 4;
  counts.unknown.available = 2;
  counts.trusted = { available: 18, unavailable: 6 };
  return (
    <main className="sheet">
      <h1 className="visually-hidden">The parts on one sheet</h1>
      <Part title="Patient tier: shape, word, time">
        {TIERS.map((tier) => (
          <div key={tier} className="sheet-tier">
            <TierBadge tier={tier} />
            <span className="strong">{TIER_WORD[tier]}</span>
            <span className="second">{RULES[tier]}</span>
          </div>
        ))}
        <div className="row">
          <Plate icon={ArrowUp}>Raised by Dr Park 06:20</Plate>
          <Plate icon={ArrowDown}>Lowered until 07:05</Plate>
        </div>
      </Part>
      <Part title="System state: two axes, one plate">
        <div className="row">
          <SystemPlate system="A" works="available" believed="trusted" />
          <SystemPlate system="B" works="available" believed="unknown" />
          <SystemPlate system="G" works="available" believed="trusted" isChecked={false} />
        </div>
        <div>
          <SystemPlate system="C" works="available" believed="suspect" />
        </div>
        <div className="row">
          <SystemPlate system="D" works="available" believed="compromised" />
          <span className="second">up, but must not be believed</span>
        </div>
        <div className="row">
          <SystemPlate system="E" works="unavailable" believed="trusted" />
          <span className="second">plain loss</span>
        </div>
        <div>
          <SystemPlate system="F" works="unavailable" believed="compromised" />
        </div>
        <Matrix counts={counts} chosen={cell} onChoose={setCell} />
        <h2>Age of a fact</h2>
        <div className="row row-16">
          {[38, 130, 312, 790].map((minutes) => (
            <Age key={minutes} minutes={minutes} />
          ))}
          <Expiry minutes={7} />
        </div>
      </Part>
      <Part title="Step state">
        {STEPS.map(([mark, words], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a fixed list
          <div key={index} className="sheet-step">
            <StepBox mark={mark} />
            {words}
          </div>
        ))}
      </Part>
      <Part title="Buttons and focus">
        <div className="row">
          <Button kind="primary" letter="C">
            Confirm P1
          </Button>
          <Button>Raise</Button>
          <LinkButton onPress={() => undefined}>Show moves</LinkButton>
        </div>
        <div className="row">
          <Button kind="red" icon={Siren}>
            Start the clock
          </Button>
          <Button kind="aqua">Start exercise</Button>
          <Button isDisabled>Not yet</Button>
        </div>
        <div className="row">
          <Segments
            label="Level"
            hideLabel
            tick
            value={level}
            onChange={setLevel}
            options={[
              { value: "major", content: "Major" },
              { value: "critical", content: "Critical" },
            ]}
          />
          <Tick isSelected={ticked} onChange={setTicked}>
            Not confirmed
          </Tick>
          <Key>Ctrl K</Key>
        </div>
        <Pick
          label="Ward"
          value={ward}
          onChange={setWard}
          options={[
            { value: "amu", text: "AMU" },
            { value: "icu", text: "Intensive care" },
          ]}
        />
        <RadioCards
          label="Who"
          value={person}
          onChange={setPerson}
          options={[
            { value: "a", title: "Siobhán Ní Chonchúir-Okafor", second: "Tactical commander" },
            { value: "b", title: "Dr Margaret Achterberg", second: "Medical lead" },
          ]}
        />
        <Progress done={88} total={216} unit="pages" label="Charts" onCancel={() => undefined} />
        <Progress done={214} total={288} unit="pages" label="AMU" stopped="no paper in tray 1" />
      </Part>
      <Part title="Errors stay where they happened">
        <ErrorBox
          what="The entry was not saved: the disk is full."
          kept="Your text is kept below."
          next="Free 200 MB, or copy to the USB stick, then save again."
        >
          <Button kind="primary">Save again</Button>
          <Button icon={Usb}>Copy to USB</Button>
        </ErrorBox>
        <Field
          label="Reason for lowering"
          value={reason}
          onChange={setReason}
          fault="Give a reason. P1 also needs a second person."
        />
        <Conflict
          title="Two say: ICU lead"
          sides={[
            { said: "Sr Mbeki-Lund", by: "assigned 02:31" },
            { said: "Dr Park", by: "assigned 06:05" },
          ]}
          onSettle={() => undefined}
        />
        <Notice>
          <strong>Nobody here who can unlock?</strong> Use the recovery code.
        </Notice>
      </Part>
      <Part title="Empty states say what to do">
        <Empty
          title="No census yet"
          acts={
            <>
              <Button kind="primary">Import a census</Button>
              <Button>Type beds</Button>
            </>
          }
        >
          Without a census there is no priority list. Import a file, or type beds in by hand.
        </Empty>
        <DoNow
          tier="P1"
          act="Stop using gas results. Start a stand-alone driver."
          who="Nurse in charge, AMU · tell a senior · check again 07:06"
        />
        <DoNow tier="P2" act="Phone Eastvale for MRI." who="Registrar · check again 08:00" />
        <DoNot items={["Do not let two versions of the status board exist.", "Do not send by the affected network."]} />
        <Card title="A card" aside="5 of 7">
          Words.
        </Card>
      </Part>
      <Part title="Needs on one axis">
        <div className="card card-body">
          <NeedsChart needs={NEEDS} />
        </div>
      </Part>
    </main>
  );
}

const asked = new URLSearchParams(location.search);
document.documentElement.dataset["theme"] = asked.get("theme") === "dark" ? "dark" : "light";
const root = document.getElementById("app");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Sheet />
    </StrictMode>,
  );
}
