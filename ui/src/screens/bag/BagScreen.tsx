import { OctagonAlert, TriangleAlert } from "lucide-react";
import type { BagView } from "../../host";
import { Card, Empty, ErrorBox, Loading, Notice, TitleRow } from "../../parts/Boxes";
import { Button, LinkButton } from "../../parts/Button";
import { Plate } from "../../parts/Plate";
import { useNow } from "../../state/clock";
import { useGoing } from "../../state/going";
import { useAct, useFrame, useView } from "../../state/session";
import { count, when } from "../../words/format";
import { Backups } from "./Backups";
import { Numbers } from "./Numbers";
import { People } from "./People";
import { Recovery } from "./Recovery";
import "./bag.css";

/**
 * Who can open the home and what keeps it: people, recovery code, backups. Beside them what is in the bag: the check of
 * the real one on the shelf, version, hash, approval, faults and cards.
 */
export function BagScreen() {
  const { view, error, reload } = useView("bag", {});
  const people = useView("people", {});
  return (
    <div className="bag">
      <TitleRow
        title="Bag"
        fact={view ? `${view.title} · version ${view.version} · ${view.hash}` : "Opening the bag"}
      />
      {error && (
        <ErrorBox what={error.what} kept={view ? "What is below was read before." : null} next={error.next}>
          <Button onPress={reload}>Read again</Button>
        </ErrorBox>
      )}
      <div className="bag-split">
        <div className="stack">
          <People people={people} />
          <Recovery people={people} />
          <Backups />
        </div>
        <div className="stack">
          {!view && !error && <Loading what="Opening the bag." />}
          {view && <BagBody view={view} />}
        </div>
      </div>
      <Numbers />
    </div>
  );
}

function BagBody({ view }: { view: BagView }) {
  const facts: [string, string][] = [
    ["Title", view.title],
    ["Version", view.version],
    ["Content hash", view.hash],
    ["Approved by", view.approved_by === "" ? "nobody here: clinical content not locally approved" : view.approved_by],
    ["Cards", String(view.cards.length)],
    ["Roles", String(view.roles)],
    ["Systems", String(view.systems)],
    ["Dependence profiles", String(view.profiles)],
    ["Other ways", String(view.fallbacks)],
  ];
  return (
    <>
      <Shelf view={view} />
      {view.approved_by === "" && (
        <Notice>
          <strong>Clinical content not locally approved.</strong> Every list and sheet says so until a clinical safety
          officer and the specialty leads sign it.
        </Notice>
      )}
      <Card title="What is in it" flush>
        <dl className="bag-facts">
          {facts.map(([word, value]) => (
            <div key={word}>
              <dt className="semi">{word}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <Faults view={view} />
      <CardList view={view} />
    </>
  );
}

function Shelf({ view }: { view: BagView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  const { busy, error, run } = useAct();
  return (
    <Card title="The bag on the shelf">
      <div className="stack">
        <p>
          {view.checked_until
            ? `Checked by hand; what is in it counts until ${when(view.checked_until, zone, now)}.`
            : "Nobody has recorded a check. Until somebody does, nothing in the bag is counted as another way."}
        </p>
        {error && <ErrorBox what={error.what} next={error.next} />}
        <div className="row">
          <Button isDisabled={busy} onPress={() => void run("bag_checked", { valid_days: 0 })}>
            I have checked the bag
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Faults({ view }: { view: BagView }) {
  return (
    <Card title="Faults in the content" aside={view.faults.length} flush>
      {view.faults.length === 0 ? (
        <p className="loading">The check found none.</p>
      ) : (
        <ul>
          {view.faults.map((fault) => (
            <li key={`${fault.file} ${fault.line} ${fault.what}`} className="bag-fault">
              <p className="row">
                {fault.severity === "error" ? (
                  <Plate tone="red-outline" icon={OctagonAlert}>
                    Error
                  </Plate>
                ) : (
                  <Plate tone="amber" icon={TriangleAlert}>
                    Look
                  </Plate>
                )}
                <span className="second bag-path">
                  {fault.file}, line {fault.line}
                </span>
              </p>
              <p>{fault.what}</p>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function CardList({ view }: { view: BagView }) {
  const { go } = useGoing();
  if (view.cards.length === 0) {
    return (
      <Empty title="No cards">Without action cards nobody knows what to do first. Import a bag that has them.</Empty>
    );
  }
  return (
    <Card title="Cards" aside={view.cards.length} flush>
      <ul>
        {view.cards.map((card) => (
          <li key={card.id} className="bag-card">
            <LinkButton onPress={() => go("cards", card.id)}>{card.title}</LinkButton>
            <span className="second">
              {card.kind} card · {count(card.steps, "step")}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
