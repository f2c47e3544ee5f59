#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| {
    if let Some(target) = fuzz::named("sms") {
        (target.run)(input);
    }
});
