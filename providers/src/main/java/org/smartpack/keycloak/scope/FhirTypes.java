/*
 * Copyright 2026 the Keycloak SMART Pack authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.smartpack.keycloak.scope;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The resource types of FHIR R4, R4B and R5, without abstract ones (SMART-SCOPE-10). */
public final class FhirTypes {

    static final Set<String> R4_TO_R5 = Set.of(
            """
            Account ActivityDefinition ActorDefinition AdministrableProductDefinition AdverseEvent
            AllergyIntolerance Appointment AppointmentResponse ArtifactAssessment AuditEvent Basic Binary
            BiologicallyDerivedProduct BiologicallyDerivedProductDispense BodyStructure Bundle CapabilityStatement
            CarePlan CareTeam CatalogEntry ChargeItem ChargeItemDefinition Citation Claim ClaimResponse
            ClinicalImpression ClinicalUseDefinition CodeSystem Communication CommunicationRequest
            CompartmentDefinition Composition ConceptMap Condition ConditionDefinition Consent Contract Coverage
            CoverageEligibilityRequest CoverageEligibilityResponse DetectedIssue Device DeviceAssociation
            DeviceDefinition DeviceDispense DeviceMetric DeviceRequest DeviceUsage DeviceUseStatement
            DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis Encounter EncounterHistory
            Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence EvidenceReport
            EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag FormularyItem
            GenomicStudy Goal GraphDefinition Group GuidanceResponse HealthcareService ImagingSelection
            ImagingStudy Immunization ImmunizationEvaluation ImmunizationRecommendation ImplementationGuide
            Ingredient InsurancePlan InventoryItem InventoryReport Invoice Library Linkage List Location
            ManufacturedItemDefinition Measure MeasureReport Media Medication MedicationAdministration
            MedicationDispense MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct
            MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductDefinition
            MedicinalProductIndication MedicinalProductIngredient MedicinalProductInteraction
            MedicinalProductManufactured MedicinalProductPackaged MedicinalProductPharmaceutical
            MedicinalProductUndesirableEffect MessageDefinition MessageHeader MolecularSequence NamingSystem
            NutritionIntake NutritionOrder NutritionProduct Observation ObservationDefinition OperationDefinition
            OperationOutcome Organization OrganizationAffiliation PackagedProductDefinition Parameters Patient
            PaymentNotice PaymentReconciliation Permission Person PlanDefinition Practitioner PractitionerRole
            Procedure Provenance Questionnaire QuestionnaireResponse RegulatedAuthorization RelatedPerson
            RequestGroup RequestOrchestration Requirements ResearchDefinition ResearchElementDefinition
            ResearchStudy ResearchSubject RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter
            ServiceRequest Slot Specimen SpecimenDefinition StructureDefinition StructureMap Subscription
            SubscriptionStatus SubscriptionTopic Substance SubstanceDefinition SubstanceNucleicAcid
            SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial
            SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities TestPlan TestReport
            TestScript Transport ValueSet VerificationResult VisionPrescription
            """
                    .strip()
                    .split("\\s+"));

    private static final Map<String, String> BY_LOWER_CASE = R4_TO_R5.stream()
            .collect(Collectors.toUnmodifiableMap(type -> type.toLowerCase(Locale.ROOT), Function.identity()));

    private FhirTypes() {}

    /** Whether this is exactly the name of a resource type of FHIR R4, R4B or R5. */
    public static boolean isType(String name) {
        return R4_TO_R5.contains(name);
    }

    /** The resource type with this name in any letter case, for instance {@code imagingstudy}. */
    public static Optional<String> ignoringCase(String name) {
        return Optional.ofNullable(BY_LOWER_CASE.get(name.toLowerCase(Locale.ROOT)));
    }
}
