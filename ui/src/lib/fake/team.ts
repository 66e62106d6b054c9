// The people of the fake, and what is known of them.
import type { PersonChip } from '../api/PersonChip';
import type { PersonFields } from '../api/PersonFields';

const TEAM: [string, string, number, string?][] = [
  ['Hannah Reuter', 'Product designer · Checkout', 190, 'Thanked'],
  ['Amara Okafor', 'Release engineer · Platform', 78],
  ['Tomasz Wiśniewski', 'Staff engineer · Payments', 245],
  ['Yuto Nakamura', 'QA engineer · Mobile', 45],
  ['Priya Raghunathan', 'Support lead · Customer care', 148],
  ['Samuel Adeyemi', 'Platform', 112],
  ['Samira Osei', 'Customer care', 265],
  ['نور حداد', 'مهندسة · البيانات', 300],
  ['Ελένη Παπαδοπούλου', 'Legal', 172],
  ['Ірина Шевченко', 'Data engineer · Insights', 22],
  ['中村 優斗', 'QA engineer · Mobile', 225],
];

const initials = (name: string): string =>
  name
    .split(' ')
    .map((word) => [...word][0])
    .slice(0, 2)
    .join('');

export const chip = (name: string, line = '', hue = 78): PersonChip => ({
  id: `p-${name}`,
  name,
  initials: initials(name),
  hue,
  has_photo: false,
  line,
});

const FIRST =
  'Abena Adrián Agnieszka Ahmed Aiko Alasdair Amelie Amir Bao Chiara Davide Elif Fatima Ingrid Kofi Lucía Mei Noor Omar Quentin Rosa Svea Tamar Uma Viktor Wanda Xin Yara Zoë'.split(
    ' ',
  );
const LAST =
  'Boateng Castillo Nowak El-Masry Tanabe MacKenzie-Ross Brandt Haddad Tran Bellini Conti Demir Al-Sayed Solberg Mensah Fernández Ito Lindqvist'.split(
    ' ',
  );

/** So many people, by name. */
export function crowd(size: number): PersonChip[] {
  const made = TEAM.map(([name, line, hue]) => chip(name, line, hue));
  for (let i = 0; made.length < size; i += 1) {
    const name = `${FIRST[i % FIRST.length]} ${LAST[Math.floor(i / FIRST.length) % LAST.length]}`;
    made.push({ ...chip(name, 'Engineer · Platform', ((i * 47) % 345) + 15), id: `p-${i}` });
  }
  const order = new Intl.Collator('en');
  return made.slice(0, size).sort((a, b) => order.compare(a.name, b.name));
}

export const fieldsOf = (person: PersonChip): PersonFields => ({
  name: person.name,
  called: '',
  pronunciation: 'ah-MAH-rah oh-KAH-for',
  pronouns: 'she/her',
  role: person.line.split(' · ')[0] ?? '',
  team: person.line.split(' · ')[1] ?? '',
  organisation: 'Northwind',
  place: 'Lagos',
  zone: 'Africa/Lagos',
  start_date: '2021-08-02',
  birthday: '--03-22',
  notes: 'Quiet in large meetings; says more afterwards, walking.\nIf it matters, ask twice.',
  circle: 'close',
  rhythm_days: null,
  contacts: [
    { kind: 'email', label: 'work', value: 'amara@example.org' },
    { kind: 'phone', label: '', value: '+234 1 234 5678' },
  ],
  other_teams: [],
  tags: [],
  own: [],
});

export const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
