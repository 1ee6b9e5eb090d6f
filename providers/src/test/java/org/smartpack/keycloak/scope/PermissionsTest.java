/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

class PermissionsTest {

    private static final List<EnumSet<Interaction>> ALL =
            IntStream.range(0, 32).mapToObj(PermissionsTest::set).toList();

    private static EnumSet<Interaction> set(int bits) {
        EnumSet<Interaction> set = EnumSet.allOf(Interaction.class);
        set.removeIf(interaction -> (bits >> interaction.ordinal() & 1) == 0);
        return set;
    }

    private static EnumSet<Interaction> changed(Set<Interaction> one, Set<Interaction> other, boolean isUnion) {
        EnumSet<Interaction> result = EnumSet.noneOf(Interaction.class);
        result.addAll(one);
        if (isUnion) {
            result.addAll(other);
        } else {
            result.retainAll(other);
        }
        return result;
    }

    @Test
    @DisplayName("SMART-SCOPE-2: permissions are the sets of their interactions, printed in the order cruds")
    void sets() {
        for (EnumSet<Interaction> one : ALL) {
            Permissions permissions = Permissions.of(one);
            String letters = one.stream()
                    .map(interaction -> String.valueOf(interaction.letter()))
                    .collect(joining());
            assertThat(permissions).hasToString(letters);
            assertThat(permissions.isEmpty()).isEqualTo(one.isEmpty());
            assertThat(Permissions.fromLetters(letters)
                            .filter(permissions::equals)
                            .isPresent())
                    .isEqualTo(!one.isEmpty());
            for (Interaction interaction : Interaction.values()) {
                assertThat(permissions.contains(interaction)).isEqualTo(one.contains(interaction));
            }
            for (EnumSet<Interaction> other : ALL) {
                Permissions others = Permissions.of(other);
                assertThat(permissions.equals(others)).isEqualTo(one.equals(other));
                assertThat(permissions.containsAll(others)).isEqualTo(one.containsAll(other));
                assertThat(permissions.and(others)).isEqualTo(Permissions.of(changed(one, other, false)));
                assertThat(permissions.or(others)).isEqualTo(Permissions.of(changed(one, other, true)));
            }
        }
    }
}
