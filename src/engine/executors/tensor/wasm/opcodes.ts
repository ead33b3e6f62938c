/** Instructions by their names in the WebAssembly specification: those that take no immediate. */
export const OPCODES = {
  else: [0x05],
  end: [0x0b],
  select: [0x1b],
  'i32.lt_u': [0x49],
  'i32.lt_s': [0x48],
  'i32.ge_s': [0x4e],
  'i32.add': [0x6a],
  'i32.sub': [0x6b],
  'i32.mul': [0x6c],
  'i32.and': [0x71],
  'f32.lt': [0x5d],
  'f32.ge': [0x60],
  'f32.floor': [0x8e],
  'f32.add': [0x92],
  'f32.max': [0x97],
  'f64.promote_f32': [0xbb],
  'f32.demote_f64': [0xb6],
  'i32.trunc_sat_f32_s': [0xfc, 0x00],
  'memory.copy': [0xfc, 0x0a, 0x00, 0x00],
  'memory.fill': [0xfc, 0x0b, 0x00],
  'i32x4.splat': [0xfd, 0x11],
  'f32x4.splat': [0xfd, 0x13],
  'i32x4.eq': [0xfd, 0x37],
  'i32x4.ge_s': [0xfd, 0x3f],
  'f32x4.eq': [0xfd, 0x41],
  'f32x4.ne': [0xfd, 0x42],
  'f32x4.lt': [0xfd, 0x43],
  'f32x4.gt': [0xfd, 0x44],
  'f32x4.le': [0xfd, 0x45],
  'f32x4.ge': [0xfd, 0x46],
  'v128.and': [0xfd, 0x4e],
  'v128.or': [0xfd, 0x50],
  'v128.xor': [0xfd, 0x51],
  'v128.bitselect': [0xfd, 0x52],
  'f32x4.demote_f64x2_zero': [0xfd, 0x5e],
  'f64x2.promote_low_f32x4': [0xfd, 0x5f],
  'f32x4.floor': [0xfd, 0x68],
  'i32x4.shl': [0xfd, 0xab, 0x01],
  'i32x4.shr_s': [0xfd, 0xac, 0x01],
  'i32x4.shr_u': [0xfd, 0xad, 0x01],
  'i32x4.add': [0xfd, 0xae, 0x01],
  'i32x4.sub': [0xfd, 0xb1, 0x01],
  'i32x4.mul': [0xfd, 0xb5, 0x01],
  'i32x4.min_s': [0xfd, 0xb6, 0x01],
  'f32x4.abs': [0xfd, 0xe0, 0x01],
  'f32x4.neg': [0xfd, 0xe1, 0x01],
  'f32x4.sqrt': [0xfd, 0xe3, 0x01],
  'f32x4.add': [0xfd, 0xe4, 0x01],
  'f32x4.sub': [0xfd, 0xe5, 0x01],
  'f32x4.mul': [0xfd, 0xe6, 0x01],
  'f32x4.div': [0xfd, 0xe7, 0x01],
  'f32x4.min': [0xfd, 0xe8, 0x01],
  'f32x4.max': [0xfd, 0xe9, 0x01],
  'f32x4.pmin': [0xfd, 0xea, 0x01],
  'f32x4.pmax': [0xfd, 0xeb, 0x01],
  'f64x2.add': [0xfd, 0xf0, 0x01],
  'f64x2.sub': [0xfd, 0xf1, 0x01],
  'f64x2.mul': [0xfd, 0xf2, 0x01],
  'f32x4.convert_i32x4_s': [0xfd, 0xfa, 0x01],
  /** Relaxed SIMD: a * b + c, rounded once or twice. */
  'f32x4.relaxed_madd': [0xfd, 0x85, 0x02],
} as const;

export type Opcode = keyof typeof OPCODES;

/** Loads and stores: their bytes, and the logarithm of their natural alignment. */
export const ACCESSES = {
  'f32.load': { bytes: [0x2a], align: 2 },
  'f32.store': { bytes: [0x38], align: 2 },
  'v128.load': { bytes: [0xfd, 0x00], align: 2 },
  'v128.load32_splat': { bytes: [0xfd, 0x09], align: 2 },
  'v128.load32_zero': { bytes: [0xfd, 0x5c], align: 2 },
  'v128.store': { bytes: [0xfd, 0x0b], align: 2 },
} as const;

export type Access = keyof typeof ACCESSES;

/** Loads and stores of one lane, which end in its number. */
export const LANE_ACCESSES = {
  'v128.load32_lane': [0xfd, 0x56],
  'v128.store32_lane': [0xfd, 0x5a],
  'v128.store64_lane': [0xfd, 0x5b],
} as const;

export type LaneAccess = keyof typeof LANE_ACCESSES;

/** Instructions that end in the number of a lane. */
export const LANE_OPCODES = {
  'i32x4.replace_lane': [0xfd, 0x1c],
  'f32x4.extract_lane': [0xfd, 0x1f],
  'f32x4.replace_lane': [0xfd, 0x20],
} as const;

export type LaneOpcode = keyof typeof LANE_OPCODES;
