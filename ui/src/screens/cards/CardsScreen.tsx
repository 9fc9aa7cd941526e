import { Printer } from "lucide-react";
import { useEffect, useState } from "react";
import type { CardRow, CardsView, CardView } from "../../host";
import { Empty, ErrorBox, Loading, TitleRow } from "../../parts/Boxes";
import { Button } from "../../parts/Button";
import { Pick } from "../../parts/Field";
import { useGoing } from "../../state/going";
import { Letters } from "../../state/letters";
import { useFrame, useView } from "../../state/session";
import { birth } from "../../words/format";
import { CardAside } from "./CardAside";
import { LeftSteps } from "./LeftSteps";
import { PrintCard } from "./PrintCard";
import { Steps } from "./Steps";
import { TypeCardForm } from "./TypeCardForm";
import { Unfinished } from "./Unfinished";
import "./cards.css";

/** "3 overdue, yours": what the list box says of a card, so that what is late is found before it is opened. */
function cardNote(row: CardRow): string {
  const state = row.overdue > 0 ? `${row.overdue} overdue` : `${row.closed} of ${row.steps}`;
  return `${state}${row.mine ? ", yours" : row.called_for ? ", called for" : ""}`;
}

/** "R06 Nurse in charge": the number is what people say on a radio. */
function headingOf(row: CardRow): string {
  return row.number === "" ? row.title : `${row.number} ${row.title}`;
}

/** An action card, worked step by step. */
export function CardsScreen() {
  const { view, error, reload } = useView("cards", {});
  if (!view) {
    return (
      <div className="cards">
        <TitleRow title="Cards" />
        {error ? (
          <ErrorBox what={error.what} next={error.next}>
            <Button onPress={reload}>Read again</Button>
          </ErrorBox>
        ) : (
          <Loading what="Taking the cards out of the bag." />
        )}
      </div>
    );
  }
  if (view.rows.length === 0) {
    return (
      <div className="cards">
        <TitleRow title="Cards" />
        <Empty title="No cards in this bag">
          Without action cards nobody knows what to do first. Import a bag that has them.
        </Empty>
      </div>
    );
  }
  return <CardChooser view={view} />;
}

function CardChooser({ view }: { view: CardsView }) {
  const { here } = useGoing();
  const [id, setId] = useState(here.target === "" ? (view.rows[0]?.id ?? "") : here.target);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each turn is one arrival
  useEffect(() => {
    if (here.target !== "") setId(here.target);
  }, [here.turn]);
  return (
    <Letters className="cards">
      <OneCard key={id} id={id} view={view} onChoose={setId} />
    </Letters>
  );
}

function OneCard({ id, view, onChoose }: { id: string; view: CardsView; onChoose: (id: string) => void }) {
  const { view: card, error, reload } = useView("card", { id });
  const [printing, setPrinting] = useState<"side" | "halves" | null>(null);
  const [typing, setTyping] = useState(false);
  const typed = () => {
    setTyping(false);
    // The form is long: the card is shown from its top.
    document.querySelector<HTMLElement>("h1")?.focus();
  };
  const isRunning = useFrame().incident !== null;
  const row = card?.row ?? view.rows.find((each) => each.id === id);
  const { go } = useGoing();
  return (
    <>
      <TitleRow title={row ? headingOf(row) : "Cards"} fact={card ? cardFact(card) : "Opening the card"}>
        <Pick
          label="Card"
          hideLabel
          className="cards-pick"
          value={id}
          onChange={onChoose}
          options={view.rows.map((each) => ({ value: each.id, text: headingOf(each), note: cardNote(each) }))}
        />
        {row?.role && (
          <Button onPress={() => go("roles", row.role ?? "")}>
            {card && card.holders.length > 0 ? "Hand over" : "Assign the role"}
          </Button>
        )}
        {isRunning && (
          <Button onPress={() => setTyping(true)} isDisabled={typing}>
            Type in from paper
          </Button>
        )}
        <Button onPress={() => setPrinting("halves")} isDisabled={printing !== null}>
          Print on A5 halves
        </Button>
        <Button icon={Printer} onPress={() => setPrinting("side")} isDisabled={printing !== null}>
          Print card
        </Button>
      </TitleRow>
      {printing !== null && <PrintCard id={id} halves={printing === "halves"} onClose={() => setPrinting(null)} />}
      {view.unfinished.length > 0 && <Unfinished steps={view.unfinished} onChoose={onChoose} />}
      {error && (
        <ErrorBox what={error.what} kept={card ? "The card below is from before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      {card && (
        <div className="cards-split">
          <div className="stack">
            {typing ? <TypeCardForm card={card} onClose={typed} /> : <Steps card={card} />}
            {card.left.length > 0 && <LeftSteps steps={card.left} />}
          </div>
          <CardAside card={card} others={view.rows.filter((each) => each.mine && each.id !== id)} onChoose={onChoose} />
        </div>
      )}
    </>
  );
}

function cardFact(card: CardView): string {
  const approval = card.approved_by === "" ? "not locally approved" : `approved by ${card.approved_by}`;
  const of = card.version_date === null ? "" : ` of ${birth(card.version_date)}`;
  return `Version ${card.version}${of} · ${approval}`;
}
