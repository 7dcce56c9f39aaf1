import type { MantineColorsTuple } from '@mantine/core';

/** The one accent: the next thing to do, and whatever is proven. Shade 7 on paper, shade 4 on the dark ground. */
export const verdigris: MantineColorsTuple = [
  '#e8f3f0',
  '#cfe6df',
  '#a5d3c8',
  '#79c5b4',
  '#4fb8a3',
  '#2b9682',
  '#177c6c',
  '#0e6b5c',
  '#0a5549',
  '#073f36',
];

/** "Needs you". Shade 7 is the text grade on paper (AA), shade 6 the brand's amber. */
export const amber: MantineColorsTuple = [
  '#fbf3e2',
  '#f6e6c3',
  '#efd190',
  '#e6ba5d',
  '#dda943',
  '#cb8c20',
  '#b7791f',
  '#8a5a12',
  '#6f480f',
  '#50340b',
];

/** "Refused", "revoked". */
export const brick: MantineColorsTuple = [
  '#faece9',
  '#f3d8d2',
  '#e8b6ac',
  '#e09a8c',
  '#e08a79',
  '#c7604c',
  '#b34a38',
  '#a8402f',
  '#872f21',
  '#642218',
];

/** Stone and line on paper: warm greys, replaces Mantine's grey so that every part sits on the same ground. */
export const stone: MantineColorsTuple = [
  '#fbfaf7',
  '#f1eee7',
  '#e9e5dc',
  '#ddd8ce',
  '#c5bfb3',
  '#99958c',
  '#757b85',
  '#5b6472',
  '#3a424e',
  '#171b22',
];

/** The dark scheme's ladder, designed rather than inverted: 7 is the ground, 6 a raised surface, 4 the hairline. */
export const night: MantineColorsTuple = [
  '#ebe8e1',
  '#d2d0cb',
  '#a7adb7',
  '#878f9b',
  '#3d4551',
  '#29303a',
  '#1a1f27',
  '#11141a',
  '#0c0f14',
  '#07090c',
];
