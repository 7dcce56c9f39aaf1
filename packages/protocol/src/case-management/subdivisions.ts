/** A state or region with a code of its own in slot 4. */
export type Subdivision = {
  /** 1…1022; never given to another one. */
  code: number;
  /** ISO 3166-1 alpha-2 code of the country that it lies in, by the ISO 3166-2 code. */
  country: string;
  iso: string;
  name: string;
};

/** Regions under sanctions of their own. */
const REGIONS = `
1 UA-43 Crimea
2 UA-40 Sevastopol
3 UA-14 Donetsk
4 UA-09 Luhansk
5 UA-65 Kherson
6 UA-23 Zaporizhzhia`;

/** States and the federal district, in the order of their codes; 100 is kept free. */
const STATES = `
101 US-AL Alabama
102 US-AK Alaska
103 US-AZ Arizona
104 US-AR Arkansas
105 US-CA California
106 US-CO Colorado
107 US-CT Connecticut
108 US-DE Delaware
109 US-DC District of Columbia
110 US-FL Florida
111 US-GA Georgia
112 US-HI Hawaii
113 US-ID Idaho
114 US-IL Illinois
115 US-IN Indiana
116 US-IA Iowa
117 US-KS Kansas
118 US-KY Kentucky
119 US-LA Louisiana
120 US-ME Maine
121 US-MD Maryland
122 US-MA Massachusetts
123 US-MI Michigan
124 US-MN Minnesota
125 US-MS Mississippi
126 US-MO Missouri
127 US-MT Montana
128 US-NE Nebraska
129 US-NV Nevada
130 US-NH New Hampshire
131 US-NJ New Jersey
132 US-NM New Mexico
133 US-NY New York
134 US-NC North Carolina
135 US-ND North Dakota
136 US-OH Ohio
137 US-OK Oklahoma
138 US-OR Oregon
139 US-PA Pennsylvania
140 US-RI Rhode Island
141 US-SC South Carolina
142 US-SD South Dakota
143 US-TN Tennessee
144 US-TX Texas
145 US-UT Utah
146 US-VT Vermont
147 US-VA Virginia
148 US-WA Washington
149 US-WV West Virginia
150 US-WI Wisconsin
151 US-WY Wyoming`;

/** What credentials say in slot 4 of somebody who lives in none of them. */
export const UNLISTED_SUBDIVISION = 0;

/** The published table of slot 4. A code that is not in it names nothing; 0 is every place that is not in it. */
export const SUBDIVISIONS: readonly Subdivision[] = `${REGIONS}${STATES}`
  .trim()
  .split('\n')
  .map((line) => {
    const [code = '', iso = '', ...name] = line.split(' ');
    return { code: Number(code), country: iso.slice(0, 2), iso, name: name.join(' ') };
  });

/** Name of a region by its code; undefined of none. */
export function nameSubdivision(code: number): string | undefined {
  return SUBDIVISIONS.find((each) => each.code === code)?.name;
}
