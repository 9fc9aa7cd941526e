import type { RoleRow } from "../../host";
import { Card } from "../../parts/Boxes";
import { Segments } from "../../parts/Field";
import { useView } from "../../state/session";
import { count } from "../../words/format";

/** Cards of the people who hold a role now, or every card of the bag as a book. */
export type Whose = "held" | "all";

/** A card of a role that somebody holds. */
export type HeldCard = { id: string; title: string; people: string };

/** Cards of roles that somebody holds, each once. */
export function heldCards(rows: readonly Pick<RoleRow, "card" | "title" | "holders">[]): readonly HeldCard[] {
  const cards = new Map<string, HeldCard>();
  for (const row of rows) {
    if (row.card === null || row.holders.length === 0 || cards.has(row.card)) continue;
    const people = row.holders.map((holder) => holder.person).join(", ");
    cards.set(row.card, { id: row.card, title: row.title, people });
  }
  return [...cards.values()];
}

/** The cards of held roles, read anew when somebody takes one. */
export function useHeldCards(): readonly HeldCard[] {
  const { view } = useView("roles", {});
  return heldCards(view?.rows ?? []);
}

/** Which cards, and how each is folded. */
export function WhichCards({
  held,
  whose,
  onWhose,
  halves,
  onHalves,
}: {
  held: readonly HeldCard[];
  whose: Whose;
  onWhose: (whose: Whose) => void;
  halves: boolean;
  onHalves: (halves: boolean) => void;
}) {
  return (
    <Card title="Action cards">
      <div className="stack">
        {held.length > 0 && (
          <Segments
            label="Which cards"
            value={whose}
            onChange={onWhose}
            options={[
              { value: "held", content: `Of held roles (${held.length})` },
              { value: "all", content: "Every card, as a book" },
            ]}
          />
        )}
        {whose === "held" ? (
          <>
            <p>{count(held.length, "card")}, a file each, to hand to who holds the role:</p>
            <ul>
              {held.map((card) => (
                <li key={card.id}>
                  <span className="semi">{card.title}</span> <span className="second">{card.people}</span>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <p>
            Every card in the bag as one file, with a page of contents and numbered pages. A single card is printed from
            Cards.
          </p>
        )}
        <Segments
          label="Each card on"
          value={halves ? "halves" : "side"}
          onChange={(to) => onHalves(to === "halves")}
          options={[
            { value: "side", content: "One side" },
            { value: "halves", content: "A5 halves, to be cut" },
          ]}
        />
      </div>
    </Card>
  );
}
