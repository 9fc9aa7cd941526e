import { ListFilter, Search, X } from "lucide-react";
import { useId, useState } from "react";
import { Input, Label, SearchField } from "react-aria-components";
import type { PatientsView } from "../../host";
import { Button } from "../../parts/Button";
import { Pick, Segments, Tick } from "../../parts/Field";
import { Icon } from "../../parts/Icon";
import { TierBadge } from "../../parts/TierBadge";
import { TIER_WORD, TIERS, tierName } from "../../parts/tiers";
import type { Counts, Filter } from "./rows";

/** Filters with what each would show. In a locked list there are no tiers to choose. */
export function Filters({
  view,
  filter,
  counts,
  onChange,
}: {
  view: PatientsView;
  filter: Filter;
  counts: Counts;
  onChange: (part: Partial<Filter>) => void;
}) {
  const [open, setOpen] = useState(false);
  const panel = useId();
  const setTier = (tier: string) => onChange({ tier: TIERS.find((each) => each === tier) ?? "all" });
  const hidden = [filter.system !== null, filter.toConfirm, filter.recheck, filter.notProfiled].filter(Boolean).length;
  return (
    <section className="patients-filters" data-region aria-label="Filters">
      <div className="filter-line">
        {!view.locked && (
          <>
            <Segments
              className="filters-wide"
              label="Tier"
              hideLabel
              value={filter.tier as string}
              onChange={setTier}
              options={[
                ...TIERS.map((tier) => ({
                  value: tier as string,
                  label: `${tierName(tier)}, ${counts.tiers[tier]}`,
                  content: (
                    <>
                      <TierBadge tier={tier} size={32} plain />
                      <span>{tier === "none" ? `Not affected ${counts.tiers.none}` : counts.tiers[tier]}</span>
                    </>
                  ),
                })),
                { value: "all", label: `All, ${counts.all}`, content: <span className="semi">All {counts.all}</span> },
              ]}
            />
            <Pick
              className="filters-narrow"
              label="Tier"
              hideLabel
              value={filter.tier}
              onChange={setTier}
              options={[
                ...TIERS.map((tier) => ({
                  value: tier,
                  text: `${TIER_WORD[tier]} ${counts.tiers[tier]}`,
                  icon: <TierBadge tier={tier} size={28} plain />,
                })),
                { value: "all", text: `All ${counts.all}` },
              ]}
            />
          </>
        )}
        <WardPick view={view} filter={filter} counts={counts} onChange={onChange} className="filter-ward" hideLabel />
        <SearchField className="filter-search" value={filter.words} onChange={(words) => onChange({ words })}>
          <Label className="visually-hidden">Name, bed or NHS number</Label>
          <Icon of={Search} size={20} />
          <Input className="input" placeholder="Name, bed, NHS no." />
        </SearchField>
        <Button
          icon={ListFilter}
          letter="F"
          className="filter-more"
          aria-expanded={open}
          aria-controls={panel}
          onPress={() => setOpen((on) => !on)}
        >
          {hidden === 0 ? "Filter" : `Filter, ${hidden} on`}
        </Button>
      </div>
      {open && (
        <fieldset className="filter-panel" id={panel} aria-label="More filters">
          <WardPick view={view} filter={filter} counts={counts} onChange={onChange} className="filter-ward-2" />
          <Pick
            className="filter-system"
            label="Depends on"
            value={filter.system === null ? "any" : String(filter.system)}
            onChange={(value) => onChange({ system: value === "any" ? null : Number(value) })}
            options={[
              { value: "any", text: "Any system" },
              ...systemsOf(view, counts).map((each) => ({ value: String(each.place), text: each.text })),
            ]}
          />
          {!view.locked && (
            <>
              <Tick isSelected={filter.toConfirm} onChange={(toConfirm) => onChange({ toConfirm })}>
                Not confirmed {counts.toConfirm}
              </Tick>
              <Tick isSelected={filter.recheck} onChange={(recheck) => onChange({ recheck })}>
                Needs re-check {counts.recheck}
              </Tick>
            </>
          )}
          <Tick isSelected={filter.notProfiled} onChange={(notProfiled) => onChange({ notProfiled })}>
            Not profiled {counts.notProfiled}
          </Tick>
          {hidden > 0 && (
            <Button
              kind="text"
              icon={X}
              onPress={() => onChange({ system: null, toConfirm: false, recheck: false, notProfiled: false })}
            >
              Take these off
            </Button>
          )}
        </fieldset>
      )}
    </section>
  );
}

/** Broken systems first: they are what a reader asks for. */
function systemsOf(view: PatientsView, counts: Counts) {
  const all = view.systems.map((system, place) => ({
    place,
    broken: system.broken,
    text: `${system.name}${system.broken ? ", broken" : ""}: ${counts.systems.get(place) ?? 0}`,
  }));
  return [...all.filter((each) => each.broken), ...all.filter((each) => !each.broken)];
}

function WardPick({
  view,
  filter,
  counts,
  onChange,
  className,
  hideLabel = false,
}: {
  view: PatientsView;
  filter: Filter;
  counts: Counts;
  onChange: (part: Partial<Filter>) => void;
  className: string;
  hideLabel?: boolean;
}) {
  return (
    <Pick
      className={className}
      label="Ward"
      hideLabel={hideLabel}
      value={filter.ward === "" ? "all" : `ward ${filter.ward}`}
      onChange={(value) => onChange({ ward: value === "all" ? "" : value.slice("ward ".length) })}
      options={[
        { value: "all", text: "All wards" },
        ...view.wards.map((ward) => ({
          value: `ward ${ward}`,
          text: ward === "" ? "Ward not known" : ward,
          note: String(counts.wards.get(ward) ?? 0),
        })),
      ]}
    />
  );
}
