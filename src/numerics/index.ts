/** Numerical methods over plain arrays: they know vectors, not neurons. */
export {
  type Complex,
  complexDifference,
  complexExp,
  complexExpm1,
  complexLog,
  complexLog1p,
  complexProduct,
  complexQuotient,
  complexScaled,
  complexSize,
  complexSqrt,
  complexSum,
  conjugate,
} from "./complex.ts";
export { eigenvalues } from "./eigenvalues.ts";
export { ExponentialConvolutions } from "./exponential-convolution.ts";
export { type FourierTransform, fourierTransform, powerOfTwoFrom } from "./fourier.ts";
export { type LegendreRule, legendreIntegral, legendreMoments, legendreRule, legendreSum } from "./legendre.ts";
export { complexDeterminant, complexInverse, decompose, dot, invert, solveDecomposed } from "./linear.ts";
export { integralOfExponential, matrixProduct } from "./matrix-exponential.ts";
export { integrate, integrateToInfinity } from "./quadrature.ts";
export { findRoot, newtonInBracket, type Root } from "./roots.ts";
export { type RosenbrockTableau, rosenbrockTableau } from "./rosenbrock.ts";
export { firstAfter, firstAtLeast } from "./search.ts";
export { dawson, erfcx, wrightOmega } from "./special.ts";
export {
  covarianceFunction,
  eachPeriodogram,
  powerSpectrum,
  type SpectralWindow,
  type Spectrum,
  type SpectrumOptions,
} from "./spectrum.ts";
export { type ErrorTerm, errorNorm, errorScale, type ScaleTerm, staysBelow, stepControl, stepFactor, trialLength } from "./step-control.ts";
export { type Dense, denseWeights, type Tableau, type TableauData, tableau } from "./tableau.ts";
export { dormandPrince8, euler, heun, rk4, rodas5p, tableaus, tsitouras5 } from "./tableaus/index.ts";
export { countZeros, findZeros, type Rectangle } from "./winding.ts";
