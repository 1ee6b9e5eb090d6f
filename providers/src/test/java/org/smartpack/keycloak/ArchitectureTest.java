/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak;

import java.util.Set;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/** The boundaries between the packages of the provider jar. */
@AnalyzeClasses(packages = "org.smartpack.keycloak", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final Set<String> LISTS = Set.of(
            "getClientsStream",
            "getClientsCount",
            "searchClientsByClientIdStream",
            "searchClientByClientIdStream",
            "searchClientsByAttributes",
            "searchClientByAttributes",
            "getAlwaysDisplayInConsoleClientsStream",
            "searchForUserStream",
            "searchForUserByUserAttributeStream",
            "getUsersStream",
            "getUsersCount");

    /** The scope algebra can be read, tested and reused without a server. */
    @ArchTest
    static final ArchRule scopeAlgebraIsPureJava = classes()
            .that()
            .resideInAPackage("org.smartpack.keycloak.scope")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.smartpack.keycloak.scope");

    /** Package by package: the binding of the scope algebra to Keycloak is another one than the algebra. */
    @ArchTest
    static final ArchRule noCycles = slices().matching("org.smartpack.keycloak.(**)")
            .namingSlices("$1")
            .should()
            .beFreeOfCycles();

    /** A profile can be taken out, and nobody else would notice. */
    @ArchTest
    static final ArchRule profilesStandAlone = noClasses()
            .that()
            .resideOutsideOfPackage("org.smartpack.keycloak.koppeltaal..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.smartpack.keycloak.koppeltaal..");

    /** Nothing that Keycloak doesn't ship may be needed at run time. */
    @ArchTest
    static final ArchRule onlyWhatKeycloakShips = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax..",
                    "jakarta..",
                    "org.keycloak..",
                    "org.jboss.logging..",
                    "com.fasterxml.jackson..",
                    "org.apache.http..",
                    // An annotation of the build; it is not kept at run time.
                    "com.google.auto.service..",
                    "org.smartpack.keycloak..");

    /**
     * Attack 37: Keycloak shows a caller with fine-grained permissions a part of such a list only, so nothing may be decided by
     * one; and a realm can have ten thousand clients.
     */
    @ArchTest
    static final ArchRule nothingListsClients = noClasses()
            .should()
            .accessTargetWhere(describe(
                    "lists clients or users",
                    (JavaAccess<?> call) -> LISTS.contains(call.getTarget().getName())
                            && call.getTargetOwner().getPackageName().startsWith("org.keycloak.")));

    @ArchTest
    static final ArchRule noMutableStatics =
            fields().that().areStatic().should().beFinal().allowEmptyShould(true);
}
