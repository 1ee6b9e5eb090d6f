/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.koppeltaal.hti;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.smartpack.keycloak.clientauth.JwtClaims;
import org.smartpack.keycloak.clientauth.SignedByClient;
import org.smartpack.keycloak.clientauth.Validity;
import org.smartpack.keycloak.error.Refusal;
import org.smartpack.keycloak.fhir.FhirReference;
import org.smartpack.keycloak.launch.rules.LaunchRules.InvalidTokenException;

/**
 * The rules for the claims of an HTI 2.0 launch token (HTI 2.0; Koppeltaal TOP-KT-007), in the order of the
 * specification's table. Claims that aren't in the table are ignored.
 */
final class HtiClaims {

    static final String RESOURCE = "resource";
    static final String DEFINITION = "definition";
    static final String SUBJECT = "sub";
    static final String PATIENT = "patient";
    static final String INTENT = "intent";

    /** In seconds. HTI 2.0: "no more than 5 minutes". */
    static final int LONGEST_LIFE = 300;

    private static final String DEVICE = "Device";
    private static final Set<String> USERS = Set.of("Patient", "Practitioner", "RelatedPerson");

    /**
     * The {@code jti} becomes the launch's trace reference, which is shown to users, sent in headers and kept in a
     * cookie.
     */
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,256}");

    private static final int MAX_TEXT = 1024;

    private final long now;

    /** @param now seconds since 1970 */
    HtiClaims(long now) {
        this.now = now;
    }

    HtiToken check(JwtClaims claims) throws InvalidTokenException {
        try {
            return token(claims);
        } catch (Refusal e) {
            throw new InvalidTokenException(e.getMessage());
        }
    }

    private HtiToken token(JwtClaims claims) throws Refusal, InvalidTokenException {
        String issuer = required(claims, "iss");
        FhirReference device = audience(claims.audience());
        String id = id(claims);
        Validity validity = lifetime(claims);
        FhirReference user = reference(SUBJECT, required(claims, SUBJECT), USERS);
        Map<String, Object> context = new LinkedHashMap<>();
        context.put(
                RESOURCE,
                reference(RESOURCE, required(claims, RESOURCE), Set.of("Task")).toString());
        optional(claims, DEFINITION).ifPresent(text -> context.put(DEFINITION, text));
        context.put(SUBJECT, user.toString());
        Optional<String> patient = optional(claims, PATIENT);
        if (patient.isPresent()) {
            context.put(PATIENT, patient(patient.get(), user).toString());
        }
        optional(claims, INTENT).ifPresent(text -> context.put(INTENT, text));
        return new HtiToken(
                issuer, device.toString(), id, user, context, optional(claims, "idp_hint"), validity, claims.json());
    }

    /**
     * KT7: {@code patient} is present "when sub is not the patient". A Patient can't be launched for another patient.
     */
    private static FhirReference patient(String text, FhirReference user) throws InvalidTokenException {
        FhirReference patient = reference(PATIENT, text, Set.of("Patient"));
        if (user.type().equals(patient.type()) && !user.equals(patient)) {
            throw new InvalidTokenException("patient and sub are different Patients");
        }
        return patient;
    }

    /** Exactly one audience: if several modules accepted a token, one of them could use it at another. */
    private static FhirReference audience(List<String> audience) throws InvalidTokenException {
        if (audience.size() != 1) {
            throw new InvalidTokenException("aud is not exactly one Device");
        }
        return reference("aud", audience.get(0), Set.of(DEVICE));
    }

    private static String id(JwtClaims claims) throws Refusal, InvalidTokenException {
        String id = required(claims, "jti");
        if (!ID.matcher(id).matches()) {
            throw new InvalidTokenException(
                    "jti is longer than 256 characters or has characters other than visible ASCII");
        }
        return id;
    }

    /** The limit counts from {@code iat} and from now. Otherwise a wrong {@code iat} would permit any lifetime. */
    private Validity lifetime(JwtClaims claims) throws Refusal, InvalidTokenException {
        long issued = claims.date("iat").orElseThrow(() -> missing("iat"));
        long expires = claims.date("exp").orElseThrow(() -> missing("exp"));
        long starts = claims.date("nbf").orElse(issued);
        if (issued > now + SignedByClient.SKEW) {
            throw new InvalidTokenException("iat is in the future");
        }
        if (starts > now + SignedByClient.SKEW) {
            throw new InvalidTokenException("nbf is in the future");
        }
        if (expires + SignedByClient.SKEW <= now) {
            throw new InvalidTokenException("the token has expired");
        }
        if (expires > issued + LONGEST_LIFE || expires <= issued) {
            throw new InvalidTokenException("exp is not within " + LONGEST_LIFE + " seconds after iat");
        }
        return new Validity(OptionalLong.of(issued), expires);
    }

    private static String required(JwtClaims claims, String name) throws Refusal, InvalidTokenException {
        return optional(claims, name).orElseThrow(() -> missing(name));
    }

    private static Optional<String> optional(JwtClaims claims, String name) throws Refusal, InvalidTokenException {
        Optional<String> text = claims.text(name);
        if (text.isPresent()
                && (text.get().isBlank()
                        || text.get().length() > MAX_TEXT
                        || text.get().chars().anyMatch(Character::isISOControl))) {
            throw new InvalidTokenException(name + " is blank, too long or has control characters");
        }
        return text;
    }

    private static FhirReference reference(String name, String text, Set<String> types) throws InvalidTokenException {
        return FhirReference.parse(text)
                .filter(reference -> types.contains(reference.type()))
                .orElseThrow(() -> new InvalidTokenException(
                        name + " is not a reference to " + String.join(" or ", new TreeSet<>(types))));
    }

    private static InvalidTokenException missing(String name) {
        return new InvalidTokenException(name + " is missing");
    }
}
