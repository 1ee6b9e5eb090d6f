/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.fhir;

import java.util.EnumSet;
import java.util.Set;

import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;
import org.keycloak.userprofile.UserProfileConstants;

/**
 * Whether Keycloak lets users write an attribute of their own account: in the account console and its API, when they
 * register, in the action "Update profile", or in the review after a first login at an identity provider.
 */
final class SelfService {

    private static final Set<UnmanagedAttributePolicy> ADMINS_ONLY =
            EnumSet.of(UnmanagedAttributePolicy.ADMIN_EDIT, UnmanagedAttributePolicy.ADMIN_VIEW);

    private SelfService() {}

    /**
     * Only what a user can't influence is asked. A declared attribute that is for some scopes only counts as undeclared
     * for any others, and the user chooses the scopes. LDAP mappers, and databases that don't tell upper from lower
     * case, take an attribute of a similar name for this one. So where users may write attributes that aren't declared,
     * they may write every attribute, however it is declared. Where they may not, the declarations hold.
     *
     * @param profile the realm's user profile
     */
    static boolean canWrite(UPConfig profile, String attribute) {
        UnmanagedAttributePolicy undeclared = profile.getUnmanagedAttributePolicy();
        boolean areAllOpen = undeclared != null && !ADMINS_ONLY.contains(undeclared);
        return areAllOpen
                || profile.getAttributes().stream()
                        .filter(declared -> attribute.equalsIgnoreCase(declared.getName()))
                        .anyMatch(SelfService::isOpen);
    }

    /** Keycloak reads an attribute without permissions as nobody's to edit. */
    private static boolean isOpen(UPAttribute declared) {
        return declared.getPermissions() != null
                && declared.getPermissions().getEdit() != null
                && !Set.of(UserProfileConstants.ROLE_ADMIN)
                        .containsAll(declared.getPermissions().getEdit());
    }
}
