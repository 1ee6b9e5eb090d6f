/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.iua.claims;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPAttributePermissions;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.userprofile.UserProfileConstants;
import org.keycloak.userprofile.UserProfileProvider;

import org.smartpack.keycloak.setup.Change;
import org.smartpack.keycloak.setup.Part;
import org.smartpack.keycloak.setup.SavedMapper;

/**
 * The user attributes that IUA's claims come from, which only administrators see and edit. Those that the realm's user
 * profile has already stay as they are.
 */
public final class UserAttributes implements Part {

    /** What the console calls them, in the order of its page. */
    private static final List<Map.Entry<Member, String>> NAMES = List.of(
            Map.entry(Member.SUBJECT_ORGANIZATION, "Organization (IUA)"),
            Map.entry(Member.SUBJECT_ORGANIZATION_ID, "Organization ID (IUA)"),
            Map.entry(Member.SUBJECT_ROLE, "Roles (IUA)"),
            Map.entry(Member.PURPOSE_OF_USE, "Purposes of use (IUA)"),
            Map.entry(Member.NATIONAL_PROVIDER_IDENTIFIER, "National provider identifier (IUA)"),
            Map.entry(Member.PERSON_ID, "Person ID (IUA)"));

    /** The attributes' names. */
    public static List<String> names() {
        return NAMES.stream().map(entry -> entry.getKey().attribute()).toList();
    }

    @Override
    public List<Change> complete(SavedMapper saved) {
        UserProfileProvider provider = saved.session().getProvider(UserProfileProvider.class);
        UPConfig profile = provider.getConfiguration();
        List<Map.Entry<Member, String>> missing =
                NAMES.stream().filter(entry -> !isIn(profile, entry.getKey())).toList();
        if (missing.isEmpty()) {
            return List.of();
        }
        missing.forEach(entry -> profile.addOrReplaceAttribute(declaration(entry.getKey(), entry.getValue())));
        provider.setConfiguration(profile);
        return List.of(new Change(
                ResourceType.USER_PROFILE,
                OperationType.UPDATE,
                "users/profile",
                profile,
                missing.stream()
                        .map(entry -> entry.getKey().attribute())
                        .collect(Collectors.joining(", ", "user attributes ", ""))));
    }

    private static boolean isIn(UPConfig profile, Member member) {
        return profile.getAttributes().stream()
                .anyMatch(attribute -> member.attribute().equalsIgnoreCase(attribute.getName()));
    }

    private static UPAttribute declaration(Member member, String name) {
        Set<String> admins = Set.of(UserProfileConstants.ROLE_ADMIN);
        UPAttribute attribute = new UPAttribute(member.attribute(), new UPAttributePermissions(admins, admins));
        attribute.setDisplayName(name);
        attribute.setMultivalued(member.isList());
        attribute.setAnnotations(Map.of("inputHelperTextBefore", "It " + member.rule()));
        return attribute;
    }
}
