/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.clientauth;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The algorithms with which a client may sign its assertions, as an administrator types them: JOSE names in any letter
 * case, separated by spaces or commas.
 *
 * @param names the JOSE names in the order in which they were typed, without duplicates, known or not
 */
public record AssertionAlgorithms(List<String> names) {

    /** The client attribute of the setting "Signature algorithms". */
    public static final String ATTRIBUTE = ClientSettingsProperties.ALGORITHMS;

    private static final Pattern SEPARATORS = Pattern.compile("[\\s,]+");

    /** What an empty setting means; SMART requires these of every server. The console fills them in. */
    public static final AssertionAlgorithms DEFAULT = of(ClientSettingsProperties.DEFAULT_ALGORITHMS);

    public AssertionAlgorithms {
        names = names.stream().distinct().toList();
    }

    /**
     * Reads the setting of a client.
     *
     * @param text may be {@code null}; blank for {@link #DEFAULT}
     */
    public static AssertionAlgorithms of(String text) {
        return text == null || text.isBlank()
                ? DEFAULT
                : new AssertionAlgorithms(SEPARATORS
                        .splitAsStream(text.trim().toUpperCase(Locale.ROOT))
                        .filter(name -> !name.isEmpty())
                        .toList());
    }

    /** The names that a client can sign with; unknown names are ignored. */
    public Set<String> known() {
        return names.stream()
                .filter(name -> SigningAlgorithm.named(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether each name is that of an asymmetric algorithm, and there is one. */
    public boolean areKnown() {
        return !names.isEmpty() && known().size() == names.size();
    }

    /** All names that there are, for people. */
    public static String all() {
        return SigningAlgorithm.names();
    }

    /** As the setting of a client is stored. */
    @Override
    public String toString() {
        return String.join(" ", names);
    }
}
