/// Six hexadecimal digits that are the same for the same text on every machine.
#[must_use]
pub fn short_hash(text: &str) -> String {
    let hash = stable_hash(text);
    format!("{:06x}", (hash ^ (hash >> 24) ^ (hash >> 48)) & 0xff_ffff)
}

/// FNV-1a, 64 bits.
#[must_use]
pub fn stable_hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
