/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;

import org.smartpack.keycloak.error.OAuthError;
import org.smartpack.keycloak.error.Refusal;

/**
 * What {@code extensions} may say in a token that is made from an earlier one (IUA-JWT-7): nothing that the earlier
 * token lacked, and nothing that is no longer so. The earlier token is the first one of a grant that is refreshed, or
 * the subject token of an exchange.
 */
public final class ExtensionLimit {

    /** The claim of a refresh token that holds what the grant's first token said. */
    private static final String CLAIM = "smart_iua";

    /** The names of members that the client of an exchange took over, since it knew nothing of its own. */
    private static final String PASSED_ON = "passed_on";

    /** A token without one of these could be taken for one with more rights, so it is never just left out. */
    private static final Set<String> DECISIVE =
            Set.of(Member.PURPOSE_OF_USE.claim(), Member.DOC_ID.claim(), Member.ACP.claim(), Extensions.PATIENT);

    private final Map<?, ?> earlier;
    private final Predicate<String> stays;
    private final OAuthError error;
    private final String conflict;
    private final Set<String> passedOn = new LinkedHashSet<>();

    private ExtensionLimit(Map<?, ?> earlier, Predicate<String> stays, OAuthError error, String conflict) {
        this.earlier = earlier;
        this.stays = stays;
        this.error = error;
        this.conflict = conflict;
    }

    /**
     * For an exchange. What the subject token says stays where this client and the user's attributes say nothing.
     *
     * @param subject the subject token, if this realm has signed it and it is about the same user; without it, nothing
     *     may be said
     */
    public static ExtensionLimit ofExchange(Optional<AccessToken> subject) {
        Map<?, ?> said = subject.map(token -> token.getOtherClaims().get(Extensions.CLAIM))
                .filter(Map.class::isInstance)
                .<Map<?, ?>>map(Map.class::cast)
                .orElse(Map.of());
        return new ExtensionLimit(
                said, name -> true, OAuthError.INVALID_REQUEST, " of the subject token is not one of this client's");
    }

    /** For a token that comes from an earlier one of which nothing is known. */
    public static ExtensionLimit ofNothing() {
        return ofExchange(Optional.empty());
    }

    /** For a refresh; empty if the grant was made before its refresh tokens held what the first token said. */
    public static Optional<ExtensionLimit> ofGrant(RefreshToken token) {
        if (!(token.getOtherClaims().get(CLAIM) instanceof Map<?, ?> said)) {
            return Optional.empty();
        }
        Collection<?> passed = said.get(PASSED_ON) instanceof Collection<?> names ? names : List.of();
        return Optional.of(new ExtensionLimit(
                said, passed::contains, OAuthError.INVALID_GRANT, " of this grant no longer applies; sign in again"));
    }

    /**
     * Takes out of the claim what goes too far.
     *
     * @param now the claim as a new grant would get it
     * @throws Refusal if purpose of use or consent are others now
     */
    public Map<String, Object> limit(Map<String, Object> now) throws Refusal {
        Map<String, Object> limited = new LinkedHashMap<>();
        for (String name : Extensions.NAMES) {
            Map<String, Object> members = limited(members(earlier.get(name)), members(now.get(name)));
            if (!members.isEmpty()) {
                limited.put(name, members);
            }
        }
        return limited;
    }

    private Map<String, Object> limited(Map<String, Object> then, Map<String, Object> now) throws Refusal {
        Map<String, Object> members = new LinkedHashMap<>();
        for (Map.Entry<String, Object> member : then.entrySet()) {
            String name = member.getKey();
            if (now.containsKey(name)) {
                Optional<Object> common = common(member.getValue(), now.get(name));
                if (common.isEmpty() && DECISIVE.contains(name)) {
                    throw Refusal.because(error, name + conflict);
                }
                common.ifPresent(value -> members.put(name, value));
            } else if (stays.test(name)) {
                members.put(name, member.getValue());
                passedOn.add(name);
            }
        }
        return members;
    }

    /** Of lists of Codings, those that both have, whatever their display is. */
    private static Optional<Object> common(Object then, Object now) {
        if (then instanceof List<?> codings && now instanceof List<?> current) {
            Set<Object> known = current.stream().map(ExtensionLimit::key).collect(Collectors.toSet());
            List<?> both =
                    codings.stream().filter(one -> known.contains(key(one))).toList();
            return both.isEmpty() ? Optional.empty() : Optional.of(both);
        }
        return then.equals(now) ? Optional.of(now) : Optional.empty();
    }

    private static Object key(Object coding) {
        return coding instanceof Map<?, ?> members
                ? List.of(String.valueOf(members.get("system")), String.valueOf(members.get("code")))
                : coding;
    }

    /** Writes into the refresh token of a new grant what its first access token says. */
    public static void begin(RefreshToken token, Map<String, Object> claim, Optional<ExtensionLimit> exchange) {
        Map<String, Object> said = new LinkedHashMap<>(claim);
        exchange.map(limit -> limit.passedOn)
                .filter(names -> !names.isEmpty())
                .ifPresent(names -> said.put(PASSED_ON, List.copyOf(names)));
        token.getOtherClaims().put(CLAIM, said);
    }

    /** Writes into the grant's next refresh token what the one before says; the access token may say less. */
    public static void keep(RefreshToken before, RefreshToken next) {
        Optional.ofNullable(before.getOtherClaims().get(CLAIM))
                .ifPresent(said -> next.getOtherClaims().put(CLAIM, said));
    }

    private static Map<String, Object> members(Object object) {
        Map<String, Object> members = new LinkedHashMap<>();
        if (object instanceof Map<?, ?> map) {
            map.forEach((name, value) -> members.put(String.valueOf(name), value));
            members.values().removeIf(Objects::isNull);
        }
        return members;
    }
}
