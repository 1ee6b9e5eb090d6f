/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.ReferencedClassObject;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

import org.smartpack.keycloak.profile.ProfileRules;
import org.smartpack.keycloak.profile.SmartProfile;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

/** The boundaries between the packages of the provider jar. */
@AnalyzeClasses(packages = "org.smartpack.keycloak", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String PACK = "org.smartpack.keycloak.";

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

    /** Each profile's package. A new profile is a new name here. */
    private static final Set<String> PROFILES = Set.of("iua", "koppeltaal", "nz");

    /** Bases that Keycloak has for extensions; they decide nothing that a new version could decide otherwise. */
    private static final Set<String> MEANT_FOR_IT = Set.of(
            "AbstractClaimMapper",
            "AbstractClientPolicyConditionProvider",
            "AbstractKeycloakTransaction",
            "AbstractOIDCProtocolMapper",
            "AbstractStringValidator",
            "ClientPolicyConditionConfigurationRepresentation",
            "ClientPolicyExecutorConfigurationRepresentation",
            "ClientScopeDecorator");

    /** The only classes that extend an implementation of Keycloak's. */
    private static final Set<String> EXTENDING_KEYCLOAK = Set.of(
            // The authorization endpoint and the end of the login.
            "SmartAuthorizationEndpoint extends AuthorizationEndpoint",
            "SmartLoginProtocol extends OIDCLoginProtocol",
            "SmartLoginProtocolFactory extends OIDCLoginProtocolFactory",
            "SmartProtocolEndpoint extends OIDCLoginProtocolService",
            // Other endpoints at which a login begins: for what Keycloak checks in no provider.
            "SmartDeviceEndpoint extends DeviceEndpoint",
            "SmartDeviceEndpointFactory extends DeviceEndpointFactory",
            "SmartParEndpoint extends ParEndpoint",
            "SmartParEndpointFactory extends ParRootEndpoint",
            // The token endpoint, grant by grant.
            "SmartBackchannelGrantType extends CibaGrantType",
            "SmartBackchannelGrantTypeFactory extends CibaGrantTypeFactory",
            "SmartClientCredentialsGrantType extends ClientCredentialsGrantType",
            "SmartClientCredentialsGrantTypeFactory extends ClientCredentialsGrantTypeFactory",
            "SmartCodeGrantType extends AuthorizationCodeGrantType",
            "SmartCodeGrantTypeFactory extends AuthorizationCodeGrantTypeFactory",
            "SmartDeviceGrantType extends DeviceGrantType",
            "SmartDeviceGrantTypeFactory extends DeviceGrantTypeFactory",
            "SmartJwtGrantType extends JWTAuthorizationGrantType",
            "SmartJwtGrantTypeFactory extends JWTAuthorizationGrantTypeFactory",
            "SmartPermissionGrantType extends PermissionGrantType",
            "SmartPermissionGrantTypeFactory extends PermissionGrantTypeFactory",
            "SmartRefreshGrantType extends RefreshTokenGrantType",
            "SmartRefreshGrantTypeFactory extends RefreshTokenGrantTypeFactory",
            // Refreshing: Keycloak's provider for it is asked, and only its factory is Keycloak's.
            "RotationGuard extends TokenManager",
            "SmartRefreshProviderFactory extends DefaultRefreshTokenProviderFactory",
            // Scopes that Keycloak grants by name.
            "ClientWithoutAllowances extends ClientModelLazyDelegate",
            // Introspection.
            "RefreshIntrospection extends RefreshTokenIntrospectionProvider",
            "RefreshIntrospectionFactory extends RefreshTokenIntrospectionProviderFactory",
            "SmartIntrospection extends AccessTokenIntrospectionProvider",
            "SmartIntrospectionFactory extends AccessTokenIntrospectionProviderFactory",
            // What Keycloak decides and the pack asks it for.
            "NzProfilesFactory extends DefaultSecurityProfileProviderFactory",
            "ScopeLimit extends OIDCProviderConfig",
            "SecretAuthenticator extends ClientIdAndSecretAuthenticator",
            "StatementValidation extends DefaultClientValidationProvider");

    private static final Set<String> ANSWERING = Set.of(
            "AuthorizationCheckException",
            "CorsErrorResponseException",
            "ErrorResponseException",
            "OAuthErrorException",
            "TokenInterceptorException");

    private static final String LAUNCH = "org.smartpack.keycloak.launch";

    /** The scope algebra can be read, tested and reused without a server. */
    @ArchTest
    static final ArchRule scopeAlgebraIsPureJava = classes()
            .that()
            .resideInAPackage("org.smartpack.keycloak.scope")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.smartpack.keycloak.scope");

    /**
     * From the top to the ground: a package knows those below, and neither its neighbours on its floor nor anybody
     * above. What a package contains ({@code fhir.client}, the wings of {@code launch}) lives on its floor, and may
     * know the rest of it.
     */
    private static final List<Set<String>> FLOORS = List.of(
            Stream.concat(PROFILES.stream(), Stream.of("info")).collect(toSet()),
            Set.of("check"),
            Set.of("discovery"),
            Set.of("endpoint"),
            Set.of("consent", "introspection", "token"),
            Set.of("launch"),
            // Who is calling: with what credentials of the pack's own endpoints, with what client authentication.
            Set.of("caller", "clientauth", "setup"),
            Set.of("allowance"),
            Set.of("fhir"),
            // What is said of a realm: what an administrator said, and what a profile does.
            Set.of("approval", "profile"),
            Set.of("scope"),
            Set.of("http", "error", "request", "memory", "spi"));

    @ArchTest
    static final ArchRule floors = classes().should(standOnTheirFloor());

    /** What is refused and why is said without knowing to whom, and how the answer looks. */
    @ArchTest
    static final ArchRule catalogueIsPureJava = classes()
            .that()
            .resideInAPackage("org.smartpack.keycloak.error")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.smartpack.keycloak.error");

    /** What a refusal looks like at Keycloak's endpoints is said in one place. */
    @ArchTest
    static final ArchRule oneAnswer = noClasses()
            .that()
            .resideOutsideOfPackage("org.smartpack.keycloak.error.answer")
            .should()
            .callConstructorWhere(describe(
                    "makes an exception that Keycloak answers with",
                    (JavaConstructorCall call) ->
                            ANSWERING.contains(call.getTargetOwner().getSimpleName())));

    /**
     * The kinds of launch know nothing of how a request comes in, nor of how a login ends: a further one touches
     * neither.
     */
    @ArchTest
    static final ArchRule kindsOfLaunchStandAlone = noClasses()
            .that()
            .resideInAnyPackage(LAUNCH + ".kind", LAUNCH + ".rules", LAUNCH + ".store", LAUNCH + ".app", LAUNCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LAUNCH + ".request", LAUNCH + ".redeem", LAUNCH + ".login");

    @ArchTest
    static final ArchRule whatIsStoredKnowsNoRules = noClasses()
            .that()
            .resideInAnyPackage(LAUNCH + ".store", LAUNCH + ".app", LAUNCH)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(LAUNCH + ".kind", LAUNCH + ".rules", LAUNCH + ".api");

    @ArchTest
    static final ArchRule refreshIsNobodysBase = noClasses()
            .that()
            .resideOutsideOfPackage("org.smartpack.keycloak.token.refresh")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.smartpack.keycloak.token.refresh");

    /** Package by package, the wings of a package included. */
    @ArchTest
    static final ArchRule noCycles = slices().matching("org.smartpack.keycloak.(**)")
            .namingSlices("$1")
            .should()
            .beFreeOfCycles();

    /** A profile can be taken out, and nobody else would notice. */
    @ArchTest
    static final ArchRule profilesStandAlone = noClasses()
            .that()
            .resideOutsideOfPackages(profiles())
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(profiles());

    @ArchTest
    static final ArchRule profilesAreKnownHere = classes()
            .that()
            .areAssignableTo(SmartProfile.class)
            .and()
            .areNotInterfaces()
            .should()
            .resideInAnyPackage(profiles())
            .because("the floors name every profile");

    /** Each kind of rules is looked up in one place: its own method {@code of}. */
    @ArchTest
    static final ArchRule rulesAreAskedForInOnePlace =
            classes().that().resideOutsideOfPackages(profiles()).should(askForNoRulesButTheirOwn());

    /** A profile that has nothing to say doesn't say it by a method that does nothing. */
    @ArchTest
    static final ArchRule rulesHaveNoDefaults = methods()
            .that()
            .areDeclaredInClassesThat()
            .areAssignableTo(ProfileRules.class)
            .and()
            .areDeclaredInClassesThat()
            .areInterfaces()
            .and()
            .areNotStatic()
            .should()
            .haveModifier(JavaModifier.ABSTRACT);

    /**
     * Where the pack takes hold of Keycloak's insides: each of these has to be looked at when Keycloak changes. A list
     * that names what is gone is wrong too.
     */
    @ArchTest
    static void onlyTheseExtendKeycloak(JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            type.getRawSuperclass()
                    .filter(parent -> parent.getName().startsWith("org.keycloak."))
                    .filter(parent -> !MEANT_FOR_IT.contains(parent.getSimpleName()))
                    .ifPresent(parent -> found.add(type.getSimpleName() + " extends " + parent.getSimpleName()));
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(EXTENDING_KEYCLOAK);
    }

    @ArchTest
    static final ArchRule packagesSayWhatTheyAreFor = classes().should(haveAPackageInfo());

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
     * Attack 37: Keycloak shows a caller with fine-grained permissions a part of such a list only, so nothing may be
     * decided by one; and a realm can have ten thousand clients. The realm check, which decides nothing, shows what is
     * in whole lists; they have a limit.
     */
    @ArchTest
    static final ArchRule nothingListsClients = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(PACK + "check.WholeLists")
            .should()
            .accessTargetWhere(describe(
                    "lists clients or users",
                    (JavaAccess<?> call) -> LISTS.contains(call.getTarget().getName())
                            && call.getTargetOwner().getPackageName().startsWith("org.keycloak.")));

    /** What they list is whole: Keycloak is told not to filter. */
    @ArchTest
    static void wholeListsAreWhole(JavaClasses classes) {
        JavaClass lists = classes.get(PACK + "check.WholeLists");
        long whole = lists.getMethodCallsFromSelf().stream()
                .filter(call -> call.getTarget().getName().equals("runWithoutAuthorization"))
                .count();
        assertThat(lists.getMethodCallsFromSelf().stream()
                        .filter(call -> LISTS.contains(call.getTarget().getName()))
                        .count())
                .isEqualTo(whole)
                .isPositive();
    }

    @ArchTest
    static final ArchRule noMutableStatics =
            fields().that().areStatic().should().beFinal().allowEmptyShould(true);

    private static String[] profiles() {
        return PROFILES.stream().map(name -> PACK + name + "..").toArray(String[]::new);
    }

    /**
     * The package's first name below the pack's: {@code fhir} of {@code fhir.client}; empty for others than the pack's.
     */
    private static Optional<String> wing(JavaClass of) {
        String name = of.getPackageName();
        return name.startsWith(PACK) ? Optional.of(name.substring(PACK.length()).split("\\.")[0]) : Optional.empty();
    }

    private static int floor(String wing) {
        return IntStream.range(0, FLOORS.size())
                .filter(i -> FLOORS.get(i).contains(wing))
                .findFirst()
                .orElse(-1);
    }

    private static ArchCondition<JavaClass> standOnTheirFloor() {
        return condition("know packages of lower floors only", (type, violations) -> {
            String own = wing(type).orElse("");
            if (floor(own) < 0) {
                violations.accept(type.getName() + " is on no floor");
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                wing(dependency.getTargetClass())
                        .filter(other -> !other.equals(own) && floor(other) <= floor(own))
                        .ifPresent(other -> violations.accept(dependency.getDescription()));
            }
        });
    }

    private static ArchCondition<JavaClass> askForNoRulesButTheirOwn() {
        return condition("ask for no rules of profiles but their own", (type, violations) -> {
            boolean isKind = type.isInterface() && type.isAssignableTo(ProfileRules.class);
            boolean asksForOwn = false;
            for (ReferencedClassObject named : type.getReferencedClassObjects()) {
                JavaClass kind = named.getValue();
                if (kind.isAssignableTo(ProfileRules.class) && !kind.equals(type)) {
                    violations.accept(type.getName() + " asks for " + kind.getName());
                }
                asksForOwn |= kind.equals(type);
            }
            if (isKind && !asksForOwn && !type.isEquivalentTo(ProfileRules.class)) {
                violations.accept(type.getName() + " has no method that asks for it");
            }
        });
    }

    private static ArchCondition<JavaClass> haveAPackageInfo() {
        return condition("be in a package with a package-info", (type, violations) -> {
            if (type.getPackage().tryGetPackageInfo().isEmpty()) {
                violations.accept(type.getPackageName() + " has no package-info");
            }
        });
    }

    private static ArchCondition<JavaClass> condition(String text, BiConsumer<JavaClass, Consumer<String>> check) {
        return new ArchCondition<>(text) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                check.accept(type, violation -> events.add(SimpleConditionEvent.violated(type, violation)));
            }
        };
    }
}
