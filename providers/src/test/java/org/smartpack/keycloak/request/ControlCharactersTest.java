/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.request;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.keycloak.utils.StringUtil;

import static org.assertj.core.api.Assertions.assertThat;

class ControlCharactersTest {

    /** Texts of what Keycloak removes, of parts of that, and of what it leaves. */
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of(
                "\u001b[",
                "\u001b",
                "%1B[",
                "%1b",
                "%",
                "%0",
                "%0A",
                "%7f",
                "%20",
                "[",
                "[1;3",
                "1",
                "A",
                ";",
                "m",
                "\n",
                "\u0000",
                "\u007f",
                "\u0080",
                "\u00e9",
                "\ud83d\ude00",
                " ",
                "patient/*.rs");
        return pieces.list().ofMaxSize(8).map(parts -> String.join("", parts));
    }

    @Property
    @Label("LEN-1: a parameter is cleaned as Keycloak cleans it, whatever is in it")
    void asKeycloak(@ForAll("texts") String text) {
        assertThat(ControlCharacters.removeFrom(text)).isEqualTo(StringUtil.removeControlCharacters(text));
    }

    @Property
    @Label("LEN-1: any text is cleaned as Keycloak cleans it")
    void anyText(@ForAll String text) {
        assertThat(ControlCharacters.removeFrom(text)).isEqualTo(StringUtil.removeControlCharacters(text));
    }
}
