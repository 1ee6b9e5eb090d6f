/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.List;
import java.util.Optional;

import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileProvider;

/** Finds the FHIR resources that represent the users of the request's realm. */
public final class FhirUsers {

    private static final Logger LOG = Logger.getLogger(FhirUsers.class);
    private static final String PATIENT = "Patient";

    private final KeycloakSession session;

    private FhirUsers(KeycloakSession session) {
        this.session = session;
    }

    /** The users of the request's realm. */
    public static FhirUsers of(KeycloakSession session) {
        return new FhirUsers(session);
    }

    /**
     * The resource that an administrator wrote into the user's profile. Empty if users can edit the attribute
     * themselves, if it has several values, and if it is relative and the realm has several FHIR servers:
     * {@code Patient/1} is somebody else on each of them.
     */
    public Optional<FhirUser> find(UserModel user) {
        return onlyValue(user)
                .flatMap(FhirUser::parse)
                .filter(found -> !found.isRelative() || FhirServers.of(session).isSingle())
                .filter(found -> !canWriteThemselves());
    }

    /** The resource that represents the user on one FHIR server; empty if none is known. */
    public Optional<FhirReference> find(UserModel user, FhirServer server) {
        if (canWriteThemselves()) {
            LOG.warnf(
                    "Realm %s: fhirUser is ignored, and no EHR launch works, because users may edit it. Under Realm"
                            + " settings > User profile, let only admins edit the attribute fhirUser; under General,"
                            + " don't leave Unmanaged Attributes at Enabled. Before you do so, check or clear the"
                            + " fhirUser of every user: the user may have chosen the value, and it counts from then"
                            + " on.",
                    session.getContext().getRealm().getName());
        }
        return find(user)
                // The only FHIR server must be this very one.
                .filter(found -> !found.isRelative() || FhirServers.of(session).isSingle(server))
                .filter(found -> found.isAt(server))
                .map(FhirUser::reference);
    }

    /**
     * Why the user's attribute is ignored on one FHIR server, in words for an event; empty if it counts, and if there
     * is none. The value itself isn't repeated.
     *
     * @param found who {@link #find(UserModel, FhirServer)} says that the user is there
     */
    public Optional<String> ignored(UserModel user, Optional<FhirReference> found) {
        List<String> values = values(user);
        if (values.isEmpty() || found.isPresent()) {
            return Optional.empty();
        }
        return Optional.of("the user's fhirUser is ignored, because " + problem(user, values));
    }

    private String problem(UserModel user, List<String> values) {
        if (canWriteThemselves()) {
            return "users may edit it";
        }
        if (values.size() > 1) {
            return "it has several values";
        }
        Optional<FhirUser> parsed = FhirUser.parse(values.get(0));
        if (parsed.isEmpty()) {
            return "it isn't a reference such as Patient/123, nor the URL of a person";
        }
        return find(user).isEmpty()
                ? "it is relative, and the realm has several FHIR servers"
                : "it is on another FHIR server";
    }

    /**
     * Whether the user is certainly not a patient on any FHIR server, because the administrator wrote another type of
     * resource, or nothing. If users can edit the attribute they can also remove it, and nothing is certain.
     */
    public boolean isSurelyNoPatient(UserModel user) {
        boolean saysNothing =
                user.getAttributeStream(FhirUser.ATTRIBUTE).findAny().isEmpty();
        boolean isSomebodyElse = onlyValue(user)
                .flatMap(FhirUser::parse)
                .filter(found -> !found.reference().type().equals(PATIENT))
                .isPresent();
        return (saysNothing || isSomebodyElse) && !canWriteThemselves();
    }

    /** With several values none is chosen, because Keycloak doesn't keep their order. */
    private static Optional<String> onlyValue(UserModel user) {
        List<String> values = values(user);
        return values.size() == 1 ? Optional.ofNullable(values.get(0)) : Optional.empty();
    }

    private static List<String> values(UserModel user) {
        return user.getAttributeStream(FhirUser.ATTRIBUTE).distinct().toList();
    }

    /** Whether nobody's {@code fhirUser} counts in this realm, because users can edit it themselves. */
    public boolean areIgnored() {
        return canWriteThemselves();
    }

    private boolean canWriteThemselves() {
        return FhirServers.of(session)
                .letUsersDecide(() -> canWriteThemselves(
                        session.getProvider(UserProfileProvider.class).getConfiguration()));
    }

    /** Whether users of a realm with this user profile can edit their {@code fhirUser}, so that it is ignored. */
    public static boolean canWriteThemselves(UPConfig profile) {
        return SelfService.canWrite(profile, FhirUser.ATTRIBUTE);
    }
}
