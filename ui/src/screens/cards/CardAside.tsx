import { RadioTower } from "lucide-react";
import type { CardRow, CardView } from "../../host";
import { Card, DoNot } from "../../parts/Boxes";
import { LinkButton } from "../../parts/Button";
import { Icon } from "../../parts/Icon";
import { useNow } from "../../state/clock";
import { useFrame } from "../../state/session";
import { birth, when } from "../../words/format";

/** What stands beside the steps and never behind a tab: holder, do not, escalate if, what to carry. */
export function CardAside({
  card,
  others,
  onChoose,
}: {
  card: CardView;
  others: readonly CardRow[];
  onChoose: (id: string) => void;
}) {
  return (
    <aside className="cards-aside" aria-label="Beside the steps" data-region>
      <Held card={card} />
      {card.do_not.length > 0 && <DoNot items={card.do_not} />}
      {card.escalate_if.length > 0 && (
        <Card
          title={
            <span className="row">
              <Icon of={RadioTower} size={22} /> Escalate if
            </span>
          }
        >
          <Lines items={card.escalate_if} />
        </Card>
      )}
      {card.see.length > 0 && (
        <Card title="Goes with">
          <ul>
            {card.see.map((other) => (
              <li key={other.id} className="row">
                <LinkButton onPress={() => onChoose(other.id)}>{other.title}</LinkButton>
              </li>
            ))}
          </ul>
        </Card>
      )}
      {others.length > 0 && (
        <Card title="Your other cards">
          <ul>
            {others.map((other) => (
              <li key={other.id} className="row">
                <LinkButton onPress={() => onChoose(other.id)}>{other.title}</LinkButton>
                {other.overdue > 0 && <span className="semi">{other.overdue} overdue</span>}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <About card={card} />
    </aside>
  );
}

function Held({ card }: { card: CardView }) {
  const { zone_name: zone } = useFrame();
  const now = useNow(60);
  return (
    <section className="card card-body" aria-label="Who">
      <p className="second">Held by</p>
      {card.holders.length === 0 && <p className="strong">Nobody holds this role</p>}
      {card.holders.map((holder) => (
        <div key={`${holder.person} ${holder.since}`}>
          <p className="strong">{holder.person}</p>
          <p className="second">
            since {when(holder.since, zone, now)}
            {holder.contact !== "" && ` · ${holder.contact}`}
          </p>
        </div>
      ))}
      {card.reports_to !== "" && (
        <>
          <p className="second cards-reports">Reports to</p>
          <p className="strong">{card.reports_to}</p>
        </>
      )}
    </section>
  );
}

function Lines({ items }: { items: readonly string[] }) {
  return (
    <ul className="cards-lines">
      {items.map((item) => (
        <li key={item}>{item}</li>
      ))}
    </ul>
  );
}

function About({ card }: { card: CardView }) {
  const parts: [string, readonly string[]][] = [
    ["Mission", card.row.mission === "" ? [] : [card.row.mission]],
    ["Starts when", card.triggers],
    ["Where", card.location],
    ["Reach by", card.reach_by],
    ["Carry", card.equipment],
    ["Supervises", card.supervises],
    ["Systems", card.systems],
    ["Forms", card.forms],
    ["May be held by", card.min_grade === "" ? [] : [card.min_grade]],
    ["Tabard", card.tabard === "" ? [] : [card.tabard]],
    ["Review due", [birth(card.review_due)]],
    ["From", card.evidence],
  ];
  return (
    <Card title="About this card">
      <dl className="cards-about">
        {parts
          .filter(([, items]) => items.length > 0)
          .map(([word, items]) => (
            <div key={word}>
              <dt className="semi">{word}</dt>
              <dd>
                <Lines items={items} />
              </dd>
            </div>
          ))}
      </dl>
    </Card>
  );
}
